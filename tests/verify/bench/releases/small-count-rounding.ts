import type { Uniform } from '@waylight/disclosure-control';

export type CountsToRound = {
  /** The counts; all published numbers are sums of them. */
  readonly inner: readonly number[];
  /** For each published number, the indices of the inner cells in its sum. */
  readonly published: readonly (readonly number[])[];
};

/**
 * Small count rounding (Ø. Langsrud and J. Heldal, "An Algorithm for Small Count Rounding of Tabular Data", Privacy in
 * Statistical Databases, Valencia 2018; the R package SmallCountRounding is its authors'), to compare the releases with.
 * Written from its description, without the package's later options.
 *
 * Inner cells of 1 to base - 1 that contribute to a published number of 1 to base - 1 become 0 or `base`; all others stay
 * unchanged. The choice keeps all published numbers close to the exact ones. It may make other published numbers small, so
 * it is repeated until none is. Returns the inner cells; published numbers are their sums.
 */
export function smallCountRounding(
  { inner, published }: CountsToRound,
  {
    base,
    uniform,
    batchSize = BATCH_SIZE,
  }: { readonly base: number; readonly uniform: Uniform; readonly batchSize?: number },
): number[] {
  const rounded = [...inner];
  const isSmall = (count: number): boolean => count > 0 && count < base;
  for (;;) {
    const numbers = published.map((of) => sumAt(rounded, of));
    const small = new Set(published.filter((_, j) => isSmall(numbers[j] ?? 0)).flat());
    const all = [...small].filter((i) => isSmall(rounded[i] ?? 0));
    if (all.length === 0) return rounded;
    const candidates = shuffled(all, uniform).slice(0, batchSize);
    const place = new Map(candidates.map((i, at) => [i, at]));
    const columns = published.flatMap((of, j) => {
      const members = of.flatMap((i) => place.get(i) ?? []);
      // A number of all candidates, or of none, is the same for every choice.
      if (members.length === 0 || members.length === candidates.length) return [];
      const missing = sumAt(inner, of) - (numbers[j] ?? 0);
      return [{ members, target: missing + sumAt(rounded, of, place) }];
    });
    const lost = sum(inner) - sum(rounded);
    const ups = Math.round((sum(candidates.map((i) => rounded[i] ?? 0)) + lost) / base);
    const up = chooseUps(columns, candidates.length, Math.min(Math.max(ups, 0), candidates.length), base);
    candidates.forEach((i, at) => {
      rounded[i] = up.has(at) ? base : 0;
    });
  }
}

/** The batch size of the authors' package; its members are drawn. */
const BATCH_SIZE = 1_000;

/** A published number: the candidates in its sum, and the target of their sum. */
type Column = { readonly members: readonly number[]; readonly target: number };

/**
 * Forward selection: repeatedly takes the candidate whose published numbers lack most in sum. Then exchanges: removes the
 * one that is lacked least and adds the one that is lacked most, until both are the same.
 */
function chooseUps(columns: readonly Column[], candidates: number, ups: number, base: number): Set<number> {
  if (ups === 0) return new Set();
  const columnsOf: Column[][] = Array.from({ length: candidates }, () => []);
  const missed = new Float64Array(candidates);
  for (const column of columns)
    for (const at of column.members) {
      columnsOf[at]?.push(column);
      missed[at] = (missed[at] ?? 0) + column.target;
    }
  const shift = (at: number, by: number): void => {
    for (const { members } of columnsOf[at] ?? [])
      for (const other of members) missed[other] = (missed[other] ?? 0) + by;
  };
  // Candidates are shuffled; among equal ones the first is taken.
  const down = Array.from({ length: candidates }, (_, at) => at);
  const up: number[] = [];
  const rise = (): void => {
    const [at = 0] = down.splice(
      bestOf(down, (one) => missed[one] ?? 0),
      1,
    );
    up.unshift(at);
    shift(at, -base);
  };
  while (up.length < ups) rise();
  for (let exchanges = 0; exchanges < ups + 100 && down.length > 0; exchanges++) {
    const worst = bestOf(up, (one) => -(missed[one] ?? 0));
    if (worst === 0) break;
    const [at = 0] = up.splice(worst, 1);
    shift(at, base);
    down.unshift(at);
    rise();
  }
  return new Set(up);
}

/** Returns the index of the first maximum. */
function bestOf(of: readonly number[], value: (one: number) => number): number {
  let best = 0;
  of.forEach((one, place) => {
    if (value(one) > value(of[best] ?? one)) best = place;
  });
  return best;
}

function shuffled(values: readonly number[], uniform: Uniform): number[] {
  return values
    .map((value) => ({ value, at: uniform() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}

const sum = (values: readonly number[]): number => values.reduce((all, value) => all + value, 0);

const sumAt = (
  values: readonly number[],
  places: readonly number[],
  among?: { readonly has: (place: number) => boolean },
): number =>
  places.reduce((all, place) => (among?.has(place) === false ? all : all + (values[place] ?? 0)), 0);
