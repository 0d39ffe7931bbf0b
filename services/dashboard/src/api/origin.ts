import type { Answer, Origin } from './schemas.ts';

/** Adds the origin of the numbers to the explanation of an answer. */
export function withOrigin(answer: Answer): Answer {
  const { layer, unit, asOf, k, cells } = answer;
  const periods = new Set(cells.flatMap(({ period }) => (typeof period === 'string' ? [period] : [])));
  const origin: Origin = { layer, unit, asOf, k, periods: [...periods].sort() };
  return { ...answer, explain: { ...answer.explain, origin } };
}

/** Table, period and audience of a release. */
export type ReleasePlace = { readonly table: string; readonly period: string; readonly audience: string };

/**
 * Parses the id of a release, such as `country-month.2026-10.partners`; undefined for other text, such as that of the public
 * record.
 */
export function placeOf(releaseId: string): ReleasePlace | undefined {
  const [table = '', period = '', audience = '', ...rest] = releaseId.split('.');
  return table === '' || period === '' || audience === '' || rest.length > 0
    ? undefined
    : { table, period, audience };
}

/** The id of the release of another period, of the same table and for the same audience. */
export const releaseIdOf = (asOf: string, period: string): string => {
  const place = placeOf(asOf);
  return place === undefined ? '' : `${place.table}.${period}.${place.audience}`;
};

/**
 * Finds the release of a number by its period. An answer names only its newest release. Releases of other periods are of the same
 * table, and for the same audience if there is one. Undefined if the reader has no such release.
 */
export function releaseOf<Release extends ReleasePlace>(
  origin: Origin,
  period: string,
  releases: readonly Release[],
  table = placeOf(origin.asOf)?.table,
): Release | undefined {
  const newest = placeOf(origin.asOf);
  const there = releases.filter((one) => one.table === table && one.period === period);
  return there.find(({ audience }) => audience === newest?.audience) ?? there[0];
}

/**
 * Determines the period of a number: that of its row or column, else that of its figure, else the only period. Undefined if
 * several are possible; the reader then chooses one.
 */
export function periodOfNumber(
  origin: Origin,
  ...named: readonly (string | undefined)[]
): string | undefined {
  const found = named.find((one) => one !== undefined && origin.periods.includes(one));
  if (found !== undefined) return found;
  if (origin.periods.length === 0) return placeOf(origin.asOf)?.period;
  return origin.periods.length === 1 ? origin.periods[0] : undefined;
}

/** The newest period of an answer. Ids of one kind of period sort chronologically. */
export function newestOf({ periods, asOf }: Origin): string | undefined {
  return periods.at(-1) ?? placeOf(asOf)?.period;
}
