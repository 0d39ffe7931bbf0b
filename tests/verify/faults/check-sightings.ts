import { type History, nameOf, type SeenReceipt } from './history.ts';

type TimedReceipt = SeenReceipt & { readonly from: number; readonly to: number; readonly source: string };

/**
 * Finds receipts that were seen after later ones: an earlier revision, or an earlier state of the same one. A call is
 * later than another only if it began after the other had ended. Receipts of one watch are in the order of its stream.
 */
export function checkSightings({
  operations,
  sightings,
}: History): { readonly report: string; readonly detail: string }[] {
  const seen = new Map<string, TimedReceipt[]>();
  const add = (report: string, one: TimedReceipt) => {
    const list = seen.get(report);
    if (list === undefined) seen.set(report, [one]);
    else list.push(one);
  };
  for (const { outcome, invokedAt, endedAt, ...name } of operations)
    if (outcome.kind === 'acknowledged')
      add(nameOf(name), { ...outcome.receipt, from: invokedAt, to: endedAt, source: 'call' });
  for (const { by, process, revision, state, invokedAt, endedAt, ...name } of sightings)
    add(nameOf(name), {
      revision,
      state,
      from: invokedAt,
      to: endedAt,
      source: by === 'watch' ? `watch of ${process}` : 'call',
    });
  return [...seen].flatMap(([report, all]) => {
    const groups = [...Map.groupBy(all, ({ source: group }) => group).values()];
    return groups.flatMap((group) => regressions(group).map((detail) => ({ report, detail })));
  });
}

function regressions(group: readonly TimedReceipt[]): string[] {
  const [first] = group;
  if (first === undefined) return [];
  if (first.source !== 'call') return watchRegressions(group);
  const found: string[] = [];
  const byStart = group.toSorted((a, b) => a.from - b.from);
  const byEnd = group.toSorted((a, b) => a.to - b.to);
  // The latest receipt among all calls that had ended when this one began.
  let next = 0;
  let furthest: TimedReceipt | undefined;
  for (const one of byStart) {
    for (let ended = byEnd[next]; ended !== undefined && ended.to < one.from; ended = byEnd[++next])
      if (furthest === undefined || isBefore(furthest, ended)) furthest = ended;
    if (furthest !== undefined && isBefore(one, furthest)) found.push(describeRegression(furthest, one));
  }
  return found;
}

function watchRegressions(group: readonly TimedReceipt[]): string[] {
  return group.flatMap((one, i) => {
    const last = group[i - 1];
    return last !== undefined && isBefore(one, last) ? [describeRegression(last, one)] : [];
  });
}

export function isBefore(a: SeenReceipt, b: SeenReceipt): boolean {
  return a.revision < b.revision || (a.revision === b.revision && a.state < b.state);
}

function describeRegression(before: TimedReceipt, after: TimedReceipt): string {
  return `revision ${before.revision} in state ${before.state}, then revision ${after.revision} in state ${after.state}`;
}
