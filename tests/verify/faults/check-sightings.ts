import { type History, nameOf, type SeenReceipt } from './history.ts';

type Seen = SeenReceipt & { readonly from: number; readonly to: number; readonly lane: string };

/**
 * Receipts that were seen after later ones: an earlier revision, or an earlier state of the same one. Of two calls only
 * one that began after the other had ended is later; what one watch tells is later in its order.
 */
export function checkSightings({
  operations,
  sightings,
}: History): { readonly report: string; readonly detail: string }[] {
  const seen = new Map<string, Seen[]>();
  const add = (report: string, one: Seen) => {
    const list = seen.get(report);
    if (list === undefined) seen.set(report, [one]);
    else list.push(one);
  };
  for (const { outcome, invokedAt, endedAt, ...name } of operations)
    if (outcome.kind === 'acknowledged')
      add(nameOf(name), { ...outcome.receipt, from: invokedAt, to: endedAt, lane: 'call' });
  for (const { by, process, revision, state, invokedAt, endedAt, ...name } of sightings)
    add(nameOf(name), {
      revision,
      state,
      from: invokedAt,
      to: endedAt,
      lane: by === 'watch' ? `watch of ${process}` : 'call',
    });
  return [...seen].flatMap(([report, all]) => {
    const lanes = [...Map.groupBy(all, ({ lane }) => lane).values()];
    return lanes.flatMap((lane) => backwards(lane).map((detail) => ({ report, detail })));
  });
}

function backwards(lane: readonly Seen[]): string[] {
  const [first] = lane;
  if (first === undefined) return [];
  if (first.lane !== 'call') return inOrder(lane);
  const found: string[] = [];
  const byStart = lane.toSorted((a, b) => a.from - b.from);
  const byEnd = lane.toSorted((a, b) => a.to - b.to);
  // The furthest of all calls that had ended when this one began.
  let next = 0;
  let furthest: Seen | undefined;
  for (const one of byStart) {
    for (let ended = byEnd[next]; ended !== undefined && ended.to < one.from; ended = byEnd[++next])
      if (furthest === undefined || isBefore(furthest, ended)) furthest = ended;
    if (furthest !== undefined && isBefore(one, furthest)) found.push(words(furthest, one));
  }
  return found;
}

function inOrder(lane: readonly Seen[]): string[] {
  return lane.flatMap((one, i) => {
    const last = lane[i - 1];
    return last !== undefined && isBefore(one, last) ? [words(last, one)] : [];
  });
}

export function isBefore(a: SeenReceipt, b: SeenReceipt): boolean {
  return a.revision < b.revision || (a.revision === b.revision && a.state < b.state);
}

function words(before: Seen, after: Seen): string {
  return `revision ${before.revision} in state ${before.state}, then revision ${after.revision} in state ${after.state}`;
}
