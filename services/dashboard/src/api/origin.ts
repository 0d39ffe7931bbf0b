import type { Answer, Origin } from './schemas.ts';

/** The answer, with what its numbers come from beside how they are made. */
export function withOrigin(answer: Answer): Answer {
  const { layer, unit, asOf, k, cells } = answer;
  const periods = new Set(cells.flatMap(({ period }) => (typeof period === 'string' ? [period] : [])));
  const origin: Origin = { layer, unit, asOf, k, periods: [...periods].sort() };
  return { ...answer, explain: { ...answer.explain, origin } };
}

/** Where one number was released: its table, period and circle of readers. */
export type ReleasePlace = { readonly table: string; readonly period: string; readonly audience: string };

/** Reads the id of a release, such as `country-month.2026-10.partners`; undefined of what is none, as of the public record. */
export function placeOf(releaseId: string): ReleasePlace | undefined {
  const [table = '', period = '', audience = '', ...rest] = releaseId.split('.');
  return table === '' || period === '' || audience === '' || rest.length > 0
    ? undefined
    : { table, period, audience };
}

/** The id of the release of another period, of the same table and for the same readers. */
export const releaseIdOf = (asOf: string, period: string): string => {
  const place = placeOf(asOf);
  return place === undefined ? '' : `${place.table}.${period}.${place.audience}`;
};

/**
 * The release that a number of a period is of. An answer names its newest alone: the others are of the same table, for
 * the same readers where there is one for them. Undefined where the reader has no such release.
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
 * The one period that a number can be of: that of its row or column, else that of its figure, else the only one there
 * is. Undefined where it may be any of several: then whoever reads says which.
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

/** The newest period that numbers of an answer are of: ids of one kind of period sort by time. */
export function newestOf({ periods, asOf }: Origin): string | undefined {
  return periods.at(-1) ?? placeOf(asOf)?.period;
}
