import { audienceOrNarrowest } from '@waylight/contracts/audiences';
import type { NearestTable, TrendQuestion } from '@waylight/contracts/trends';
import {
  ALL,
  type Audience,
  answerQuestion,
  dimensionsOf,
  mayRead,
  type PlannedTable,
  type Projection,
  type ReleasePlan,
  releasesWithin,
} from '@waylight/disclosure-control';
import {
  findUnknownCodes,
  parseQuestion,
  type Question,
  type QuestionProblem,
  toWireQuestion,
} from '@waylight/trends';
import { type ApprovedReleases, isReadable } from './is-readable.ts';
import type { KnownRelease, ReleasedSnapshot } from './released-snapshot.ts';

/** The source of an answer, before any number is read. `question` has its defaults, as answers repeat it. */
export type AnswerSource =
  | { readonly kind: 'public-record'; readonly question: Question }
  | ReleasedSource
  | NoAnswer;

export type ReleasedSource = {
  readonly kind: 'released';
  readonly question: Question;
  readonly table: PlannedTable;
  /** Those in the question's bounds that the reader may see, oldest first; never none. */
  readonly releases: readonly KnownRelease[];
  /** The newest of them: what is cited holds numbers of the answer. */
  readonly newest: KnownRelease;
};

export type NoAnswer =
  | { readonly kind: 'nearest'; readonly nearest: NearestTable }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type SourceContext = {
  readonly snapshot: ReleasedSnapshot;
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
};

/**
 * The one place where it is decided what a reader is answered from: the public record, or the releases of one table
 * that the reader may see. Asked anew for each question: nothing that is kept depends on who reads.
 */
export function selectSource(
  { snapshot, approvedReleases, plan }: SourceContext,
  question: TrendQuestion | undefined,
  audience: Audience,
): AnswerSource {
  const parsed = parseQuestion(question);
  if ('problems' in parsed) return { kind: 'refused', problems: parsed.problems };
  if (parsed.ok.layer !== 'public-record')
    return selectReleases({ snapshot, approvedReleases, plan }, parsed.ok, audience);
  const problems = findUnknownCodes(parsed.ok);
  if (problems.length > 0) return { kind: 'refused', problems };
  return { kind: 'public-record', question: parsed.ok };
}

function selectReleases(
  { snapshot, approvedReleases, plan }: SourceContext,
  question: Question,
  audience: Audience,
): ReleasedSource | NoAnswer {
  const decided = answerQuestion(plan, question, audience);
  if (decided.kind === 'public-record') throw new TypeError('the public record is not a released table');
  if (decided.kind === 'not-released')
    return {
      kind: 'nearest',
      nearest: {
        tableId: decided.nearest?.table.id ?? '',
        why: decided.why,
        question: decided.nearest === undefined ? undefined : toWireQuestion(decided.nearest.question),
      },
    };
  const { table, projection } = decided;
  const readable = pickNarrowest(
    snapshot.releases.filter(
      ({ event }) => event.tableId === table.id && isReadable(event, approvedReleases, audience),
    ),
    // A release may have left without its sums.
  ).filter(({ drawn }) => question.unit !== 'victims' || drawn.victims !== undefined);
  const releases = releasesWithin(table, readable, question);
  if (releases.some(({ event }) => isSumOfCells(table, projection, event.marginsAreSums)))
    return { kind: 'nearest', nearest: suggestCells(table, question) };
  const newest = newestOf(releases);
  if (newest !== undefined) return { kind: 'released', question, table, releases, newest };
  const elsewhere = newestOf(readable);
  return {
    kind: 'nearest',
    nearest: {
      tableId: table.id,
      why:
        elsewhere === undefined
          ? `The table answers this, but none of its periods has been released${question.unit === 'victims' ? ' with sums of victims' : ''} yet.`
          : `The table answers this, but has no released period in these bounds; the newest is ${elsewhere.event.period}.`,
      question: toWireQuestion({ ...question, from: undefined, to: undefined }),
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
function suggestCells(table: PlannedTable, question: Question): NearestTable {
  const axes = dimensionsOf(table);
  return {
    tableId: table.id,
    why: `Of these releases only the cells are as near to the number reported as they say; totals are sums of them. Ask by ${axes.join(' and ')}.`,
    question: toWireQuestion({ ...question, by: [...new Set([...question.by, ...axes])] }),
  };
}

/** Of each period the release to the narrowest circle: two of one period would be two numbers for one question. */
export function pickNarrowest(releases: readonly KnownRelease[]): KnownRelease[] {
  const narrowest = new Map<string, KnownRelease>();
  for (const release of releases) {
    const { period, audience } = release.event;
    const known = narrowest.get(period);
    // Whoever may read what is for the one circle may read what is for the other: the other is the wider.
    if (
      known === undefined ||
      mayRead(audienceOrNarrowest(audience), audienceOrNarrowest(known.event.audience))
    )
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
