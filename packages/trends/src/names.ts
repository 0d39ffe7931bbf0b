import type { PeriodKind } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import { Share } from '@waylight/contracts/release';
import { Silence, Unit, PeriodKind as WirePeriodKind } from '@waylight/contracts/trends';

/** Names of units, period lengths and layers over HTTP, on the command line and in release plans, with their numbers in messages. */
export const UNIT_NAMES = {
  reports: Unit.REPORTS,
  incidents: Unit.INCIDENTS,
  victims: Unit.VICTIMS,
} as const satisfies Record<string, Unit>;

export const PERIOD_NAMES: Readonly<Record<PeriodKind, WirePeriodKind>> = {
  week: WirePeriodKind.WEEK,
  month: WirePeriodKind.MONTH,
  quarter: WirePeriodKind.QUARTER,
  year: WirePeriodKind.YEAR,
};

export const LAYER_NAMES = {
  reports: Layer.REPORTS,
  'public-record': Layer.PUBLIC_RECORD,
} as const satisfies Record<string, Layer>;

export const SILENCE_NAMES = {
  own: Silence.OWN,
  part: Silence.PART,
  none: Silence.NONE,
} as const satisfies Record<string, Silence>;

export const SHARE_NAMES = {
  all: Share.ALL,
  most: Share.MOST,
  some: Share.SOME,
  none: Share.NONE,
} as const satisfies Record<string, Share>;

/** Errors for a value that is not one of these names, or not one of their numbers. */
export const NAME_ERRORS = {
  layer: 'is required: reports or public-record',
  unit: 'is not a unit: reports, incidents or victims',
  period: 'is not a length of periods: week, month, quarter or year',
  dimension: 'is not a dimension',
} as const;

export type SilenceName = keyof typeof SILENCE_NAMES;
export type ShareName = keyof typeof SHARE_NAMES;
export type UnitName = keyof typeof UNIT_NAMES;
export type LayerName = keyof typeof LAYER_NAMES;

/** Returns the name for a number; undefined for a number that this version does not know. */
export function nameOf<Name extends string>(
  names: Readonly<Record<Name, number>>,
  number: number,
): Name | undefined {
  for (const name in names) if (names[name] === number) return name;
  return undefined;
}

/** Silence and completeness by name, where they are known. */
export function reportingNames({
  silent,
  completeness,
}: {
  readonly silent: number;
  readonly completeness: number;
}): { silent?: SilenceName; completeness?: ShareName } {
  const [silence, share] = [nameOf(SILENCE_NAMES, silent), nameOf(SHARE_NAMES, completeness)];
  return {
    ...(silence === undefined ? {} : { silent: silence }),
    ...(share === undefined ? {} : { completeness: share }),
  };
}
