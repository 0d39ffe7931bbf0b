/** No map has needed more. The search ends here if there is no solution. */
const MOST_TRIES = 4000;
/** Improvement rarely takes more rounds. */
const MOST_ROUNDS = 10;
/** Cost of a clash, higher than any cost of a place. */
const CLASH = 1000;

export type Choices<Place> = readonly [Place, ...Place[]];

/**
 * Chooses a place for each thing so that no two clash. This is a constraint satisfaction problem: the search begins with the
 * thing that has the fewest places left, and removes the places of others that clash with it. If it finds no solution in time, it
 * minimises the number of clashes. Afterwards each thing moves to its best place given the others. `things` lists the places of
 * each thing, best first. `clash` is symmetric.
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

/** Places by the index of their thing. */
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

/** The first of the cheapest places. */
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
