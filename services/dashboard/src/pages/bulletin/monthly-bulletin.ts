import { type PeriodKind, periodKindOf } from '@waylight/calendar';
import type { Binding, Block, BulletinContent } from '../../api/bulletin-schemas.ts';
import { periodBefore, samePeriodOfYearBefore } from '../../model/period.ts';
import type { Locale } from '../../text/locale.tsx';
import type { MessageId } from '../../text/texts.ts';
import { answeringTable, type Released } from './answering-table.ts';
import { bulletinPeriodKind, questionOf, yearUpTo } from './choices.ts';
import { type BulletinFrame, emptyBulletin } from './content-edit.ts';
import { type Presentation, presentationsOf } from './figure-grid.ts';
import { withheldLate } from './withheld.ts';

/** Dimensions of each figure. The first one with numbers is used. */
const FIGURES: readonly (readonly (readonly string[])[])[] = [
  [['country']],
  [['type'], ['typeGroup']],
  [['segment']],
];

const TITLES: Readonly<Record<PeriodKind, MessageId>> = {
  week: 'bulletin.ready.week',
  month: 'bulletin.ready.month',
  quarter: 'bulletin.ready.quarter',
  year: 'bulletin.ready.year',
};

/** A title for who has none: what the bulletin is. Its period stands below it by itself. */
export const readyTitle = (period: string, say: Locale['t']): string =>
  say(TITLES[bulletinPeriodKind(period)]);

/**
 * Creates a bulletin with the usual parts: a paragraph with released numbers, a figure of each released table, and the required
 * blocks. It contains nothing that is not released to its audience. `say` translates to the bulletin's language. The further
 * sentences are about the region.
 */
export function monthlyBulletin(
  frame: BulletinFrame,
  released: Released,
  say: Locale['t'],
  further: FurtherSentences = {},
): BulletinContent {
  const empty = emptyBulletin(frame);
  const { text, bindings } = opening(frame, released, say, further);
  const figures = figuresOf(frame, released);
  const late = lateOf(frame, released);
  return {
    ...empty,
    bindings,
    blocks: empty.blocks.flatMap((block): Block[] => {
      if (block.kind === 'text') return [{ kind: 'text', text }, ...figures];
      return block.kind === 'completeness' ? [block, ...late] : [block];
    }),
  };
}

/** True if a bulletin has content besides empty text and required blocks. */
export const hasBegun = ({ blocks, bindings }: BulletinContent): boolean =>
  bindings.length > 0 || blocks.some(({ kind }) => kind === 'figure');

type FurtherSentences = {
  /** What insights says of the comparison with the previous period. */
  readonly verdict?: readonly string[] | undefined;
  /** Which reports may be missing. */
  readonly reporting?: readonly string[];
};

type Opening = Pick<BulletinContent, 'bindings'> & { readonly text: string };

/** The release with the number of the region, for the audience of a bulletin. */
export function regionReleaseOf(
  { period, audience }: Pick<BulletinFrame, 'period' | 'audience'>,
  { tables, readable }: Released,
): string | undefined {
  const table = answeringTable(tables, [], { period, audience }, readable);
  return readable.find((one) => one.table === table?.id && one.period === period)?.id;
}

/**
 * The paragraph: incidents of the region in the period, the previous one and a year earlier; then the verdict, or possible
 * reasons for a difference.
 */
function opening(
  { period, audience }: BulletinFrame,
  released: Released,
  say: Locale['t'],
  { verdict = [], reporting = [] }: FurtherSentences,
): Opening {
  const numberOf = (name: string, of: string | undefined): Binding | undefined => {
    if (of === undefined) return undefined;
    const { tables, readable } = released;
    const table = answeringTable(tables, [], { period: of, audience }, readable);
    return table && { name, table: table.id, period: of, coordinates: {} };
  };
  const all = numberOf('all', period);
  if (all === undefined) return { text: '', bindings: [] };
  const [last, yearBefore] = [periodBefore(period), samePeriodOfYearBefore(period)];
  const before = numberOf('all-before', last);
  const earlier = numberOf('all-year-before', yearBefore === last ? undefined : yearBefore);
  const isByReceipt = released.tables.some(({ id, isByReceipt: is }) => id === all.table && is);
  const numbers = [
    { binding: all, says: isByReceipt ? 'bulletin.ready.received' : 'bulletin.ready.all' },
    { binding: before, says: 'bulletin.ready.before' },
    { binding: earlier, says: 'bulletin.ready.yearBefore' },
  ] as const;
  const given = numbers.flatMap(({ binding, says }) => (binding === undefined ? [] : [{ binding, says }]));
  const sentences = given.map(({ binding, says }) => say(says, { number: `{{${binding.name}}}` }));
  sentences.push(...verdict, ...reporting);
  // The verdict covers only the comparison with the previous period.
  if (given.length > 1 && (verdict.length === 0 || earlier !== undefined))
    sentences.push(say('bulletin.ready.caution'));
  return { text: sentences.join(' '), bindings: given.map(({ binding }) => binding) };
}

/** A map for countries, otherwise the first possible presentation. */
function presentationFor(by: readonly string[]): Presentation {
  const possible = presentationsOf(by);
  return possible.find((one) => one === 'map') ?? possible[0] ?? 'table';
}

function figuresOf(frame: BulletinFrame, { tables, readable }: Released): Block[] {
  const { period } = frame;
  const isAnswered = (by: readonly string[]): boolean =>
    answeringTable(tables, by, frame, readable) !== undefined;
  const figure = (question: Record<string, string>, by: readonly string[]): Block => ({
    kind: 'figure',
    question,
    presentation: presentationFor(by),
    caption: '',
  });
  const apart = FIGURES.flatMap((choices) => {
    const by = choices.find(isAnswered);
    return by === undefined ? [] : [figure(questionOf(by, period), by)];
  });
  const hasYear = periodKindOf(period) === 'month' && isAnswered([]);
  return hasYear ? [figure(yearUpTo(period), ['period']), ...apart] : apart;
}

/** Late reports and corrections by country or for the region, if every shorter period is released to the same audience. */
function lateOf(frame: BulletinFrame, released: Released): Block[] {
  const { period } = frame;
  for (const by of [['country'], []]) {
    const table = answeringTable(released.tables, by, frame, released.readable);
    if (table === undefined || table.dimensions.length !== by.length) continue;
    if (withheldLate(table.id, period, released) === undefined)
      return [{ kind: 'late-and-corrections', table: table.id, period }];
  }
  return [];
}
