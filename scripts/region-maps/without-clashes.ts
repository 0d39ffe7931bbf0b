/** More than any map has taken: where there is no room for all, the search ends. */
const MOST_TRIES = 4000;
/** More rounds of moving nearer are hardly ever taken. */
const MOST_ROUNDS = 10;
/** Worse than all that a place can be by itself. */
const CLASH = 1000;

export type Choices<Place> = readonly [Place, ...Place[]];

/**
 * One place for each thing of a drawing, so that no two clash, if such places are found in time (they are searched for as a constraint
 * satisfaction problem: whatever has the fewest left is placed first, and takes away from the others what clashes with it), and else as few as
 * can be; then each as good as it can be beside the others. Each thing's places best first. `clash` is symmetric.
 */
export function withoutClashes<Place>(
  things: readonly Choices<Place>[],
  clash: (a: Place, b: Place) => boolean,
  costOf: (place: Place) => number,
): readonly Place[] {
  const clashes = remembered(clash);
  const found = searched(things, clashes);
  let placed: readonly Place[] = things.map(([first], n) => found?.get(n) ?? first);
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = placed;
    for (const [n, places] of things.entries()) {
      const others = placed.filter((_, m) => m !== n);
      const costBeside = (one: Place) =>
        costOf(one) + CLASH * others.filter((other) => clashes(one, other)).length;
      placed = placed.with(n, least(places, costBeside));
    }
    if (placed.every((one, n) => one === before[n])) break;
  }
  return placed;
}

/** By the number of each thing. */
type Found<Place> = ReadonlyMap<number, Place>;

function searched<Place>(
  things: readonly Choices<Place>[],
  clashes: (a: Place, b: Place) => boolean,
): Found<Place> | undefined {
  let tries = 0;
  const search = (left: ReadonlyMap<number, readonly Place[]>): Found<Place> | undefined => {
    const [next] = [...left].sort(([, a], [, b]) => a.length - b.length);
    if (next === undefined) return new Map();
    const [n, places] = next;
    for (const place of places) {
      tries += 1;
      if (tries > MOST_TRIES) return undefined;
      const after = new Map(
        [...left].flatMap(([m, others]) =>
          m === n ? [] : [[m, others.filter((other) => !clashes(place, other))] as const],
        ),
      );
      const rest = [...after.values()].some(({ length }) => length === 0) ? undefined : search(after);
      if (rest !== undefined) return new Map([...rest, [n, place]]);
    }
    return undefined;
  };
  return search(new Map(things.entries()));
}

/** The first of those that cost least. */
function least<One>([first, ...more]: Choices<One>, costOf: (one: One) => number): One {
  let [best, bestCost] = [first, costOf(first)];
  for (const one of more) {
    const cost = costOf(one);
    if (cost < bestCost) [best, bestCost] = [one, cost];
  }
  return best;
}

function remembered<Place>(clash: (a: Place, b: Place) => boolean): (a: Place, b: Place) => boolean {
  const known = new Map<Place, Map<Place, boolean>>();
  const of = (place: Place) => {
    const found = known.get(place) ?? new Map<Place, boolean>();
    known.set(place, found);
    return found;
  };
  return (a, b) => {
    const before = of(a).get(b);
    if (before !== undefined) return before;
    const is = clash(a, b);
    of(a).set(b, is);
    of(b).set(a, is);
    return is;
  };
}
