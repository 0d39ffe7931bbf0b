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

/** Source of an answer, before any number is read. `question` contains its defaults, because answers repeat the question. */
export type AnswerSource = PublicRecordSource | ReleasedSource | NoAnswer;

export type PublicRecordSource = { readonly kind: 'public-record'; readonly question: Question };

export type ReleasedSource = {
  readonly kind: 'released';
  readonly question: Question;
  readonly table: PlannedTable;
  /** Readable releases within the question's bounds, oldest first; at least one. */
  readonly releases: readonly KnownRelease[];
  /** The newest of `releases`. The citation names it. */
  readonly newest: KnownRelease;
};

export type NoAnswer =
  | { readonly kind: 'nearest-table'; readonly nearest: NearestTable }
  | { readonly kind: 'refused'; readonly problems: readonly QuestionProblem[] };

type SourceContext = {
  readonly snapshot: ReleasedSnapshot;
  readonly approvedReleases: ApprovedReleases;
  readonly plan: ReleasePlan;
};

/**
 * The one decision on the source of an answer: the public record, or the releases of one table that this audience may read.
 * Runs for each request: nothing that is cached depends on the reader.
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

const NOTHING_RELEASED: NoAnswer = {
  kind: 'nearest-table',
  nearest: { tableId: '', why: 'No numbers have been released to you yet.', question: undefined },
};

function selectReleases(
  { snapshot, approvedReleases, plan }: SourceContext,
  question: Question,
  audience: Audience,
): ReleasedSource | NoAnswer {
  const readableReleases = snapshot.releases.filter(({ event }) =>
    isReadable(event, approvedReleases, audience),
  );
  if (readableReleases.length === 0) return NOTHING_RELEASED;
  const planned = answerQuestion(plan, question, audience);
  if (planned.kind === 'public-record') throw new TypeError('the public record is not a released table');
  if (planned.kind === 'not-released') {
    const releasedIds = new Set(readableReleases.map(({ event }) => event.tableId));
    const tables = plan.tables.filter(({ id }) => releasedIds.has(id));
    const released = answerQuestion({ ...plan, tables }, question, audience);
    const nearest = released.kind === 'not-released' ? released.nearest : undefined;
    return {
      kind: 'nearest-table',
      nearest: {
        tableId: nearest?.table.id ?? '',
        why: released.kind === 'not-released' && nearest !== undefined ? released.why : planned.why,
        question: nearest === undefined ? undefined : toWireQuestion(nearest.question),
      },
    };
  }
  const { table, projection } = planned;
  const readable = pickNarrowest(
    readableReleases.filter(({ event }) => event.tableId === table.id),
    // A release may have no sums of victims.
  ).filter(({ drawn }) => question.unit !== 'victims' || drawn.victims !== undefined);
  const releases = releasesWithin(table, readable, question);
  if (releases.some(({ event }) => isSumOfCells(table, projection, event.marginsAreSums)))
    return { kind: 'nearest-table', nearest: suggestCells(table, question) };
  const newest = newestOf(releases);
  if (newest !== undefined) return { kind: 'released', question, table, releases, newest };
  const newestReadable = newestOf(readable);
  return {
    kind: 'nearest-table',
    nearest: {
      tableId: table.id,
      why:
        newestReadable === undefined
          ? `The table answers this, but none of its periods has been released${question.unit === 'victims' ? ' with sums of victims' : ''} yet.`
          : `The table answers this, but has no released period in these bounds; the newest is ${newestReadable.event.period}.`,
      question: toWireQuestion({ ...question, from: undefined, to: undefined }),
    },
  };
}

/** True if a total of the table was not rounded itself, but is a sum of rounded numbers. */
export function isSumOfCells(table: PlannedTable, projection: Projection, marginsAreSums: boolean): boolean {
  if (projection === 'cells') return false;
  const isOneRow = table.rows.dimension === ALL;
  const isOneColumn = table.columns.dimension === ALL;
  // The column totals of a single row are its cells, and likewise for a single column.
  if (isOneRow && (projection === 'column-totals' || isOneColumn)) return false;
  if (isOneColumn && projection === 'row-totals') return false;
  return marginsAreSums;
}

/** Suggests cells instead of totals that are sums: a reader would assume that the rounding bound applies to sums too. */
function suggestCells(table: PlannedTable, question: Question): NearestTable {
  const axes = dimensionsOf(table);
  return {
    tableId: table.id,
    why: `Only the cells of these releases have the stated bound; totals are sums of cells. Break down by ${axes.join(' and ')}.`,
    question: toWireQuestion({ ...question, by: [...new Set([...question.by, ...axes])] }),
  };
}

/** Selects the release to the narrowest audience for each period, so that a question has one number. */
export function pickNarrowest(releases: readonly KnownRelease[]): KnownRelease[] {
  const narrowest = new Map<string, KnownRelease>();
  for (const release of releases) {
    const { period, audience } = release.event;
    const known = narrowest.get(period);
    // This release has a narrower audience if that audience may also read the release found before.
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
