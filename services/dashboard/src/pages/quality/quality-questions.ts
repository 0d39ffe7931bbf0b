import { drawnBy, type PlannedTable } from '../../api/planned-table.ts';
import type { TrendsQuestion } from '../../api/questions.ts';
import { PAGE_QUESTIONS } from '../../api/report-questions.ts';
import type { Named } from '../../model/table-name.ts';
import type { MessageId } from '../../text/texts.ts';

/** A dimension of this page, with the question that breaks down by it. */
export type Looked = { readonly dimension: Dimension; readonly question: TrendsQuestion };

const DIMENSIONS = {
  country: 'figure.country',
  typeGroup: 'dimension.typeGroup',
  type: 'quality.dim.type',
  personGroup: 'dimension.personGroup',
  segment: 'dimension.segment',
  perpetrator: 'dimension.perpetrator',
  method: 'dimension.method',
  groupSize: 'dimension.groupSize',
} as const satisfies Readonly<Record<string, MessageId>>;
export type Dimension = keyof typeof DIMENSIONS;

export const dimensionWords = (dimension: Dimension): MessageId => DIMENSIONS[dimension];

/** Dimensions with numbers of the whole region. */
export const SINGLE: readonly Looked[] = [
  { dimension: 'country', question: PAGE_QUESTIONS.countries },
  { dimension: 'typeGroup', question: PAGE_QUESTIONS.typeGroups },
  { dimension: 'type', question: PAGE_QUESTIONS.types },
  { dimension: 'personGroup', question: PAGE_QUESTIONS.personGroups },
  { dimension: 'segment', question: PAGE_QUESTIONS.segments },
];

/** Dimensions with numbers of each country. */
export const BY_COUNTRY: readonly Looked[] = [
  { dimension: 'perpetrator', question: PAGE_QUESTIONS.perpetratorsOfCountries },
  { dimension: 'method', question: PAGE_QUESTIONS.methodsOfCountries },
  { dimension: 'groupSize', question: PAGE_QUESTIONS.groupSizesOfCountries },
];

/** A breakdown with its own rounded numbers. */
export type Rounded = Named & { readonly key: string };

/** All rounded breakdowns of released tables. A breakdown that two tables contain is listed once. */
export function roundedNumbers(
  tables: readonly PlannedTable[],
  isReleased: (table: string) => boolean,
): readonly Rounded[] {
  const all = tables
    .filter(({ id }) => isReleased(id))
    .flatMap((table) =>
      drawnBy(table).map((by) => ({
        ...{ by, period: table.period, isByReceipt: table.isByReceipt },
        key: [table.period, ...by].join(' '),
      })),
    );
  return [...new Map(all.map((one) => [one.key, one])).values()];
}
