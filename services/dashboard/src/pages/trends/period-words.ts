import type { PeriodKind } from '../../api/planned-table.ts';
import type { MessageId } from '../../text/texts.ts';

export const PERIOD_WORDS: Readonly<Record<PeriodKind, MessageId>> = {
  week: 'periodKind.week',
  month: 'periodKind.month',
  quarter: 'periodKind.quarter',
  year: 'periodKind.year',
};
