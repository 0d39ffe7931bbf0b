import { periodKindOf } from '@waylight/calendar';
import type { Block } from '../../api/bulletin-schemas.ts';
import type { ListedRelease } from '../../api/schemas.ts';
import { namesIn } from '../../model/table-name.ts';
import type { Locale } from '../../text/locale.tsx';
import type { AudienceAndPeriod, Released } from './answering-table.ts';
import { publicRecordOf, questionOf, yearUpTo } from './choices.ts';
import { presentationsOf } from './figure-grid.ts';
import { isHeldAgainst, type Withheld, withheldFigure, withheldLate, withheldYear } from './withheld.ts';

export type FigureChoice = {
  readonly id: string;
  readonly text: string;
  readonly block: Block;
  /** Reason why this audience must not get it; undefined if it can be added. */
  readonly withheld: Withheld | undefined;
};

/**
 * Possible figures: one of each table with a release for the author, one of the year up to a month, one of the public record, and
 * late reports. Figures that the audience may not read are included with the reason, because the service would reject them.
 */
export function figureChoices(
  of: AudienceAndPeriod,
  released: Released,
  seen: readonly ListedRelease[],
  locale: Locale,
): readonly FigureChoice[] {
  const { t, period } = locale;
  const ids = new Set(seen.flatMap((one) => (one.period === of.period ? [one.table] : [])));
  const tables = released.tables.filter(({ id }) => ids.has(id));
  const names = namesIn(tables, locale);
  const figure = (id: string, text: string, question: Record<string, string>, withheld?: Withheld) => {
    const by = (question.by ?? '').split(',').filter((name) => name !== '');
    const presentation = presentationsOf(by)[0] ?? 'table';
    const block = { kind: 'figure', question, presentation, caption: '' } as const;
    return { id, text, block, withheld };
  };
  const record = publicRecordOf(of.period);
  const kind = periodKindOf(of.period);
  const lateTables = kind === 'quarter' || kind === 'year' ? tables : [];
  return [
    ...tables.map(({ id, dimensions }) => {
      const by = dimensions.map(({ name }) => name);
      return figure(id, names.table(id), questionOf(by, of.period), withheldFigure(by, of, released));
    }),
    ...(kind === 'month'
      ? [figure('year', t('bulletin.figure.year'), yearUpTo(of.period), withheldYear(of, released))]
      : []),
    figure('record', `${t('record.title')}, ${period(record.from ?? '')}`, record),
    ...lateTables
      .filter((table) => isHeldAgainst(released, table))
      .map(
        ({ id }): FigureChoice => ({
          id: `late:${id}`,
          text: `${t('bulletin.block.late')}: ${names.table(id)}`,
          block: { kind: 'late-and-corrections', table: id, period: of.period },
          withheld: withheldLate(id, of.period, released),
        }),
      ),
  ];
}
