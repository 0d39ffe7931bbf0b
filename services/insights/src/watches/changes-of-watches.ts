import { ComparedPeriod, type Comparison, Verdict } from '@waylight/contracts/insights';
import type { Audience } from '@waylight/disclosure-control';
import { dimensionByNumber } from '@waylight/trends';
import type { AnswerContext } from '../answers/answer.ts';
import { isReadable } from '../answers/is-readable.ts';
import { countedCountries } from '../answers/reporting.ts';
import { listChanges } from '../changes/list-changes.ts';
import { subjectKey } from '../changes/period-numbers.ts';
import type { WatchedChange, WatchedReason } from './watch.ts';

/** A watch with the audience that its owner reads as. */
export type ReadableWatch = {
  readonly person: string;
  readonly id: string;
  readonly table: string;
  readonly codes: Readonly<Record<string, string>>;
  readonly audience: Audience;
};

type Sources = Pick<AnswerContext, 'snapshot' | 'approvedReleases' | 'plan' | 'notice'> & {
  readonly nowMs: number;
};

/** The changes that new releases bring for watches, from releases that each owner may read. */
export function changesOfWatches(
  sources: Sources,
  newIds: ReadonlySet<string>,
  watches: readonly ReadableWatch[],
): WatchedChange[] {
  const isNew = sources.snapshot.releases.filter(({ event }) => newIds.has(event.releaseId));
  const periods = new Set(isNew.map(({ event }) => event.period));
  return [...periods].flatMap((period) =>
    [...Map.groupBy(watches, ({ audience }) => audience)].flatMap(([audience, ofAudience]) =>
      changesInPeriod(sources, newIds, { period, audience, watches: ofAudience }),
    ),
  );
}

function changesInPeriod(
  sources: Sources,
  newIds: ReadonlySet<string>,
  {
    period,
    audience,
    watches,
  }: { readonly period: string; readonly audience: Audience; readonly watches: readonly ReadableWatch[] },
): WatchedChange[] {
  const { snapshot, approvedReleases, plan } = sources;
  const readable = snapshot.releases.filter(
    ({ event }) => event.period === period && isReadable(event, approvedReleases, audience),
  );
  const [any] = readable;
  const kind = any?.of?.kind;
  if (any === undefined || kind === undefined || kind === 'week') return [];
  const changes = listChanges(
    sources,
    { releaseId: any.event.releaseId, against: ComparedPeriod.PREVIOUS },
    audience,
  );
  if (changes === undefined) return [];
  const { headline, findings, others, silent } = changes;
  const comparisons = new Map(
    [headline, ...findings, ...others].flatMap((one) =>
      one === undefined ? [] : [[keyOfComparison(one), one] as const],
    ),
  );
  const newTables = new Set(
    readable.flatMap(({ event }) => (newIds.has(event.releaseId) ? [event.tableId] : [])),
  );
  const tablesOfPeriod = new Set(plan.tables.flatMap((one) => (one.period === kind ? [one.id] : [])));
  return watches.flatMap(({ person, id: watchId, table, codes }) => {
    if (!tablesOfPeriod.has(table)) return [];
    const comparison = comparisons.get(subjectKey(codes));
    const verdict =
      comparison === undefined || !newIds.has(comparison.releaseId) ? undefined : REASONS[comparison.verdict];
    const isSilent = newTables.has(table) && countedCountries(codes, silent).length > 0;
    const reasons: readonly WatchedReason[] = [
      ...(verdict === undefined ? [] : [verdict]),
      ...(isSilent ? (['silent'] as const) : []),
    ];
    return reasons.length === 0 ? [] : [{ person, watchId, period, audience, reasons }];
  });
}

const REASONS: { readonly [Each in Verdict]?: WatchedReason } = {
  [Verdict.MORE]: 'more',
  [Verdict.FEWER]: 'fewer',
};

const keyOfComparison = ({ subject }: Comparison): string =>
  subjectKey(
    Object.fromEntries(
      subject.map(({ dimension, code }) => [dimensionByNumber(dimension) ?? dimension, code]),
    ),
  );
