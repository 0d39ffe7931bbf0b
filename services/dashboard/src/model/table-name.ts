import type { PeriodKind } from '@waylight/calendar';
import { placeOf } from '../api/origin.ts';
import type { PlannedTable } from '../api/planned-table.ts';
import type { Locale } from '../text/locale.tsx';
import type { MessageId } from '../text/texts.ts';

/** Names of dimensions after "by". Some languages decline nouns there. */
const BY: Readonly<Record<string, MessageId>> = {
  country: 'names.by.country',
  area: 'names.by.area',
  segment: 'names.by.segment',
  typeGroup: 'names.by.typeGroup',
  type: 'names.by.type',
  exactType: 'names.by.exactType',
  perpetrator: 'names.by.perpetrator',
  method: 'names.by.method',
  personGroup: 'names.by.personGroup',
  originRegion: 'names.by.originRegion',
  groupSize: 'names.by.groupSize',
  service: 'names.by.service',
  serviceOutcome: 'names.by.serviceOutcome',
  unavailableService: 'names.by.unavailableService',
  cause: 'names.by.cause',
};

const HOW_OFTEN: Readonly<Record<PeriodKind, MessageId>> = {
  week: 'names.weekly',
  month: 'names.monthly',
  quarter: 'names.quarterly',
  year: 'names.yearly',
};

/** "monthly", for a table that counts by date of the incident. */
export const howOften = (period: PeriodKind, t: Speaker['t']): string => t(HOW_OFTEN[period]);

const FOR: Readonly<Record<string, MessageId>> = {
  partners: 'names.for.partners',
  network: 'names.for.network',
  authorities: 'names.for.authorities',
  public: 'names.for.public',
};

/** The properties that determine the name of a table or question. */
export type Named = {
  readonly by: readonly string[];
  readonly period: PeriodKind;
  /** True for weeks of receipt. */
  readonly isByReceipt: boolean;
};

type Speaker = Pick<Locale, 't' | 'period'>;

/** "Reported incidents by country and group of types, monthly". */
export function tableText({ by, period, isByReceipt }: Named, locale: Speaker): string {
  return `${countedBy(by, locale)}, ${isByReceipt ? locale.t('names.byReceipt') : howOften(period, locale.t)}`;
}

/** "Reported incidents by country and group of types, October 2026, for members". */
export function releaseText(
  { by, isByReceipt }: Omit<Named, 'period'>,
  { period, audience }: { readonly period: string; readonly audience: string },
  { t, period: periodText }: Speaker,
): string {
  const when = periodText(period);
  return [
    countedBy(by, { t }),
    isByReceipt ? t('names.receivedIn', { period: when }) : when,
    readersText(audience, { t }),
  ].join(', ');
}

/** "for members"; the code itself of an unknown audience. */
export function readersText(audience: string, { t }: Pick<Speaker, 't'>): string {
  const readers = FOR[audience];
  return readers === undefined ? audience : t(readers);
}

/** "Reported incidents by country and group of types". All tables of a plan count incidents as reported. */
export function countedBy(by: readonly string[], { t }: Pick<Speaker, 't'>): string {
  const unit = t('overview.incidents');
  const names = by.map((name) => (BY[name] === undefined ? name : t(BY[name])));
  const [last, ...others] = names.toReversed();
  if (last === undefined) return t('names.region', { unit });
  if (others.length === 0) return t('names.by', { unit, dimension: last });
  return t('names.byTwo', { unit, first: others.toReversed().join(', '), last });
}

export type TableNames = {
  readonly table: (id: string) => string;
  readonly release: (id: string) => string;
};

/** Names by id, from the release plan. Unknown ids, such as those of an earlier plan, are returned unchanged. */
export function namesIn(tables: readonly PlannedTable[], locale: Speaker): TableNames {
  const byId = new Map(
    tables.map(({ id, dimensions, ...table }) => [
      id,
      { ...table, by: dimensions.map(({ name }) => name) } satisfies Named,
    ]),
  );
  return {
    table: (id) => {
      const found = byId.get(id);
      return found === undefined ? id : tableText(found, locale);
    },
    release: (id) => {
      const place = placeOf(id);
      const found = byId.get(place?.table ?? '');
      return place === undefined || found === undefined ? id : releaseText(found, place, locale);
    },
  };
}
