import type { ListName } from '@waylight/taxonomy';

/** The kind of a field of waylight.intake.v1.Report. It determines how a cell is read. */
export type FieldKind =
  | { readonly kind: 'code'; readonly list: ListName; readonly many: boolean }
  | { readonly kind: 'layer' }
  | { readonly kind: 'date' }
  | { readonly kind: 'country' }
  | { readonly kind: 'area' }
  | { readonly kind: 'place' }
  | { readonly kind: 'segment' }
  | { readonly kind: 'degrees' }
  | { readonly kind: 'count' }
  | { readonly kind: 'scale'; readonly from: number; readonly to: number }
  | { readonly kind: 'origins' }
  | { readonly kind: 'originCountry' }
  | { readonly kind: 'identity' };

const singleCode = (list: ListName): FieldKind => ({ kind: 'code', list, many: false });
const multipleCodes = (list: ListName): FieldKind => ({ kind: 'code', list, many: true });
const count: FieldKind = { kind: 'count' };
const identity: FieldKind = { kind: 'identity' };

const KINDS: Readonly<Record<string, FieldKind>> = {
  layer: { kind: 'layer' },
  occurredOn: { kind: 'date' },
  country: { kind: 'country' },
  area: { kind: 'area' },
  place: { kind: 'place' },
  segment: { kind: 'segment' },
  'coordinates.latitude': { kind: 'degrees' },
  'coordinates.longitude': { kind: 'degrees' },
  placePrecision: singleCode('placePrecision'),
  types: multipleCodes('incidentType'),
  causes: multipleCodes('causeOfDeath'),
  perpetrators: multipleCodes('perpetrator'),
  smugglingMethods: multipleCodes('smugglingMethod'),
  'counts.persons': count,
  'counts.dead': count,
  'counts.missing': count,
  'counts.survivors': count,
  'counts.female': count,
  'counts.male': count,
  'counts.minors': count,
  origins: { kind: 'origins' },
  'information.source': singleCode('informationSource'),
  'information.reliability': singleCode('reliability'),
  'information.credibility': singleCode('credibility'),
  'information.verification': singleCode('verification'),
  'information.accountability': singleCode('accountability'),
  'information.sourceQuality': { kind: 'scale', from: 1, to: 5 },
  shareWith: singleCode('shareWith'),
  'consent.basis': singleCode('legalBasis'),
  'consent.scope': singleCode('shareWith'),
  'consent.givenOn': { kind: 'date' },
  'consent.givenBy': singleCode('consentGiver'),
  'consent.linkage': singleCode('consentToLinkage'),
  'persons[].sex': singleCode('sex'),
  'persons[].ageBand': singleCode('ageBand'),
  'persons[].age': { kind: 'scale', from: 0, to: 120 },
  'persons[].flags': multipleCodes('personFlag'),
  'persons[].originCountry': { kind: 'originCountry' },
  'persons[].asylumStatus': singleCode('asylumStatus'),
  'persons[].identity.givenNames': identity,
  'persons[].identity.familyName': identity,
  'persons[].identity.fatherName': identity,
  'persons[].identity.birthDate': identity,
  'persons[].identity.documentNumber': identity,
  'persons[].identity.phone': identity,
  'services[].service': singleCode('service'),
  'services[].outcome': singleCode('serviceOutcome'),
};

/** Paths of a mapping, with [] for an index. */
export const FIELD_PATHS: readonly string[] = Object.keys(KINDS);

/**
 * Fields that may never become unknown: a report requires them, or they limit its sharing.
 */
const NEVER_UNKNOWN = new Set([
  ...['layer', 'occurredOn', 'country', 'shareWith'],
  ...['consent.basis', 'consent.scope', 'consent.givenOn'],
]);

const MAX_ENTRIES = { persons: 50, services: 50 } as const;

/** The kind of a field by its path ("persons[0].sex"); undefined if the contract has no such field. */
export function fieldKind(path: string): FieldKind | undefined {
  const index = /^(persons|services)\[(\d{1,2})\]/.exec(path);
  if (index !== null && Number(index[2]) >= MAX_ENTRIES[index[1] as keyof typeof MAX_ENTRIES])
    return undefined;
  return path.includes('[]') ? undefined : KINDS[path.replace(/\[\d{1,2}\]/, '[]')];
}

export function canBeUnknown(path: string): boolean {
  return !NEVER_UNKNOWN.has(path);
}

/** Returns true for fields that may have several values, from one cell or from several columns. */
export function takesMany(kind: FieldKind): boolean {
  return kind.kind === 'origins' || (kind.kind === 'code' && kind.many);
}

/** A field's readable name: "information.sourceQuality" is "source quality". */
export function fieldName(path: string): string {
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]/, '');
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  if (path.startsWith('consent.')) return `consent ${words}`;
  const of = /^(persons|services)\[(\d+)\]/.exec(path);
  return of === null ? words : `${words} of ${of[1]?.slice(0, -1)} ${Number(of[2]) + 1}`;
}
