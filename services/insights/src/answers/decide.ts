import { Layer } from '@waylight/contracts/incident';
import { type NearestTable, TrendQuestion } from '@waylight/contracts/trends';
import {
  ALL,
  type Audience,
  answerQuestion,
  dimensionsOf,
  mayRead,
  type PlannedTable,
  type TrendQuestion as PlanQuestion,
  type Projection,
  type ReleasePlan,
  releasesWithin,
} from '@waylight/disclosure-control';
import {
  DIMENSION_NAMES,
  LAYER_NAMES,
  namedQuestion,
  type ParsedQuestion,
  PERIOD_NAMES,
  parseQuestion,
  type QuestionProblem,
  UNIT_NAMES,
  unknownCodes,
} from '@waylight/trends';
import { audienceName } from './audience-name.ts';
import { type Gate, isReadable } from './readable.ts';
import type { KnownRelease, View } from './view.ts';

/** What answers a question, before any number is read. `asked` is the question with its defaults, as answers repeat it. */
export type Decided =
  | { readonly kind: 'public-record'; readonly asked: TrendQuestion; readonly parsed: ParsedQuestion }
  | ReleasedAnswer
  | NoAnswer;

export type ReleasedAnswer = {
  readonly kind: 'released';
  readonly asked: TrendQuestion;
  readonly question: PlanQuestion;
  readonly table: PlannedTable;
  /** Those in the question's bounds that the reader may see, oldest first; never none. */
  readonly releases: readonly KnownRelease[];
  /** The newest of them: what is cited holds numbers of the answer. */
  readonly newest: KnownRelease;
};

export type NoAnswer =
  | { readonly kind: 'nearest'; readonly nearest: NearestTable }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type DecidedUpon = { readonly view: View; readonly gate: Gate; readonly plan: ReleasePlan };

/**
 * The one place where it is decided what a reader is answered from: the public record, or the releases of one table
 * that the reader may see. Asked anew for each question: nothing that is kept depends on who reads.
 */
export function decide(
  { view, gate, plan }: DecidedUpon,
  question: TrendQuestion | undefined,
  reader: Audience,
): Decided {
  const parsed = parseQuestion(question);
  if ('problems' in parsed) return { kind: 'refused', problems: parsed.problems };
  const { layer, unit, period } = parsed.ok;
  const asked = TrendQuestion.fromPartial({ ...question, unit, period });
  if (layer !== Layer.PUBLIC_RECORD) return fromReleases({ view, gate, plan }, asked, reader);
  const problems = unknownCodes(asked);
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'public-record', asked, parsed: parsed.ok };
}

function fromReleases(
  { view, gate, plan }: DecidedUpon,
  asked: TrendQuestion,
  reader: Audience,
): ReleasedAnswer | NoAnswer {
  const question = planQuestion(asked);
  const decided = answerQuestion(plan, question, reader);
  if (decided.kind === 'public-record') throw new TypeError('the public record is not a released table');
  if (decided.kind === 'not-released')
    return {
      kind: 'nearest',
      nearest: {
        tableId: decided.nearest?.table.id ?? '',
        why: decided.why,
        question: decided.nearest === undefined ? undefined : wireQuestion(decided.nearest.question),
      },
    };
  const { table, projection } = decided;
  const readable = narrowestOfEach(
    view.releases.filter(({ event }) => event.tableId === table.id && isReadable(event, gate, reader)),
    // A release may have left without its sums.
  ).filter(({ drawn }) => question.unit !== 'victims' || drawn.victims !== undefined);
  const releases = releasesWithin(table, readable, question);
  if (releases.some(({ event }) => isSumOfCells(table, projection, event.marginsAreSums)))
    return { kind: 'nearest', nearest: cellsInstead(table, question) };
  const newest = newestOf(releases);
  if (newest !== undefined) return { kind: 'released', asked, question, table, releases, newest };
  const elsewhere = newestOf(readable);
  return {
    kind: 'nearest',
    nearest: {
      tableId: table.id,
      why:
        elsewhere === undefined
          ? `The table answers this, but none of its periods has been released${question.unit === 'victims' ? ' with sums of victims' : ''} yet.`
          : `The table answers this, but has no released period in these bounds; the newest is ${elsewhere.event.period}.`,
      question: wireQuestion({ ...question, from: undefined, to: undefined }),
    },
  };
}

/** Whether a margin of a table is no number that was drawn, but a sum of such. */
function isSumOfCells(table: PlannedTable, projection: Projection, marginsAreSums: boolean): boolean {
  if (projection === 'cells') return false;
  const isOneRow = table.rows.dimension === ALL;
  const isOneColumn = table.columns.dimension === ALL;
  // Of one row the columns are its cells, and of one column the rows are.
  if (isOneRow && (projection === 'column-totals' || isOneColumn)) return false;
  if (isOneColumn && projection === 'row-totals') return false;
  return marginsAreSums || (projection === 'column-totals' && table.splits !== undefined);
}

/** Totals that are sums of cells have no bound of their own, and would read as if they had: the cells are named instead. */
function cellsInstead(table: PlannedTable, question: PlanQuestion): NearestTable {
  const axes = dimensionsOf(table);
  return {
    tableId: table.id,
    why: `Of these releases only the cells are as near to the number reported as they say; totals are sums of them. Ask by ${axes.join(' and ')}.`,
    question: wireQuestion({ ...question, by: [...new Set([...question.by, ...axes])] }),
  };
}

/** Of each period the release to the narrowest circle: two of one period would be two numbers for one question. */
export function narrowestOfEach(releases: readonly KnownRelease[]): KnownRelease[] {
  const narrowest = new Map<string, KnownRelease>();
  for (const release of releases) {
    const { period, audience } = release.event;
    const known = narrowest.get(period);
    // Whoever may read what is for the one circle may read what is for the other: the other is the wider.
    if (known === undefined || mayRead(audienceName(audience), audienceName(known.event.audience)))
      narrowest.set(period, release);
  }
  return [...narrowest.values()];
}

function newestOf(releases: readonly KnownRelease[]): KnownRelease | undefined {
  let newest: KnownRelease | undefined;
  for (const release of releases)
    if (newest === undefined || release.event.period > newest.event.period) newest = release;
  return newest;
}

function planQuestion(asked: TrendQuestion): PlanQuestion {
  const named = namedQuestion(asked);
  return {
    layer: 'reports',
    unit: named.unit as PlanQuestion['unit'],
    by: named.by,
    ...(named.period === undefined ? {} : { period: named.period }),
    ...(named.from === undefined ? {} : { from: named.from }),
    ...(named.to === undefined ? {} : { to: named.to }),
    filters: asked.filters.map((filter) => ({
      dimension: namedQuestion(TrendQuestion.fromPartial({ by: [filter.dimension] })).by[0] ?? 'unknown',
      values: filter.values,
    })),
  };
}

function wireQuestion(question: PlanQuestion): TrendQuestion {
  const dimensions: Readonly<Record<string, TrendQuestion['by'][number]>> = DIMENSION_NAMES;
  const dimension = (name: string) => dimensions[name] ?? 0;
  return TrendQuestion.fromPartial({
    layer: LAYER_NAMES[question.layer],
    unit: UNIT_NAMES[question.unit],
    by: question.by.map(dimension),
    period: question.period === undefined ? 0 : PERIOD_NAMES[question.period],
    from: question.from ?? '',
    to: question.to ?? '',
    filters: (question.filters ?? []).map((filter) => ({
      dimension: dimension(filter.dimension),
      values: [...filter.values],
    })),
  });
}
