import type { ShownList } from './compile-texts.ts';
import { countryRowText, countryText } from './countries.ts';
import type { Locale } from './locale.tsx';
import { TOTAL } from './table-codes.ts';
import type { MessageId } from './texts.ts';

/** Title of each dimension of released tables, and its code list. */
const DIMENSIONS: Readonly<Record<string, { readonly title: MessageId; readonly list?: ShownList }>> = {
  period: { title: 'figure.period' },
  country: { title: 'figure.country' },
  area: { title: 'dimension.area' },
  segment: { title: 'dimension.segment' },
  typeGroup: { title: 'dimension.typeGroup', list: 'typeGroup' },
  type: { title: 'dimension.type', list: 'incidentType' },
  exactType: { title: 'dimension.exactType', list: 'incidentType' },
  perpetrator: { title: 'dimension.perpetrator', list: 'perpetrator' },
  method: { title: 'dimension.method', list: 'smugglingMethod' },
  personGroup: { title: 'dimension.personGroup', list: 'personGroup' },
  originRegion: { title: 'dimension.originRegion', list: 'originRegion' },
  groupSize: { title: 'dimension.groupSize', list: 'groupSize' },
  service: { title: 'dimension.service', list: 'service' },
  serviceOutcome: { title: 'dimension.serviceOutcome', list: 'serviceOutcome' },
  unavailableService: { title: 'dimension.unavailableService', list: 'service' },
  cause: { title: 'dimension.cause', list: 'causeOfDeath' },
};

export const isDimension = (name: string): boolean => Object.hasOwn(DIMENSIONS, name);

/** Title of a dimension; its name if it has none. */
export function dimensionText(name: string, { t }: Locale): string {
  const title = DIMENSIONS[name]?.title;
  return title === undefined ? name : t(title);
}

/** Codes of release plans that are in no list: the remainder of a group, and the pooled row. */
const OF_PLANS: Readonly<Record<string, MessageId>> = {
  'other-or-unknown': 'type.other',
  'not-broken-down': 'code.pooled',
  'other-violence': 'code.otherViolence',
  'other-border': 'code.otherBorder',
  'other-coercion': 'code.otherCoercion',
  'other-death': 'code.otherDeath',
  'type-other-or-unknown': 'type.other',
  'area-other-or-unknown': 'code.otherArea',
  'not-at-border': 'code.notAtBorder',
};

/** Names of the code `none`, which could be taken for a number. */
const NONE: Readonly<Record<string, MessageId>> = {
  groupSize: 'code.noVictimsStated',
  service: 'code.noService',
  serviceOutcome: 'code.noService',
  unavailableService: 'code.noUnavailableService',
};

const SEGMENT = /^([A-Z]{2})-([A-Z]{2})$/;

/** A code of a dimension in words. Undefined for areas and stretches of a border, whose names are in a large file. */
export function shortCodeText(dimension: string, code: string, locale: Locale): string | undefined {
  const { t, label, period } = locale;
  if (code === TOTAL) return t('release.total');
  if (dimension === 'period') return period(code);
  if (dimension === 'country') return countryRowText(code, t);
  const ofPlans = OF_PLANS[code] ?? (code === 'none' ? NONE[dimension] : undefined);
  if (ofPlans !== undefined) return t(ofPlans);
  if (dimension === 'segment') {
    const [, from, to] = SEGMENT.exec(code) ?? [];
    return from === undefined || to === undefined
      ? undefined
      : `${countryText(from, t)} → ${countryText(to, t)}`;
  }
  return dimension === 'area' ? undefined : label(DIMENSIONS[dimension]?.list ?? 'incidentType', code);
}
