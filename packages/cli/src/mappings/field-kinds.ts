import type { ListName } from '@waylight/taxonomy';

/** What a field of waylight.intake.v1.Report holds, and so how a cell is read for it. */
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

const one = (list: ListName): FieldKind => ({ kind: 'code', list, many: false });
const many = (list: ListName): FieldKind => ({ kind: 'code', list, many: true });
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
  placePrecision: one('placePrecision'),
  types: many('incidentType'),
  causes: many('causeOfDeath'),
  perpetrators: many('perpetrator'),
  smugglingMethods: many('smugglingMethod'),
  'counts.persons': count,
  'counts.dead': count,
  'counts.missing': count,
  'counts.survivors': count,
  'counts.female': count,
  'counts.male': count,
  'counts.minors': count,
  origins: { kind: 'origins' },
  'information.source': one('informationSource'),
  'information.reliability': one('reliability'),
  'information.credibility': one('credibility'),
  'information.verification': one('verification'),
  'information.accountability': one('accountability'),
  'information.sourceQuality': { kind: 'scale', from: 1, to: 5 },
  shareWith: one('shareWith'),
  'consent.basis': one('legalBasis'),
  'consent.scope': one('shareWith'),
  'consent.givenOn': { kind: 'date' },
  'consent.givenBy': one('consentGiver'),
  'consent.linkage': one('consentToLinkage'),
  'persons[].sex': one('sex'),
  'persons[].ageBand': one('ageBand'),
  'persons[].age': { kind: 'scale', from: 0, to: 120 },
  'persons[].flags': many('personFlag'),
  'persons[].originCountry': { kind: 'originCountry' },
  'persons[].asylumStatus': one('asylumStatus'),
  'persons[].identity.givenNames': identity,
  'persons[].identity.familyName': identity,
  'persons[].identity.fatherName': identity,
  'persons[].identity.birthDate': identity,
  'persons[].identity.documentNumber': identity,
  'persons[].identity.phone': identity,
  'services[].service': one('service'),
  'services[].outcome': one('serviceOutcome'),
};

/** Paths as they stand in a mapping, with [] for an index. */
export const FIELD_PATHS: readonly string[] = Object.keys(KINDS);

/**
 * A report without these is no report, or one of which nobody knows how far it may go: what can't be coded there can't become
 * unknown.
 */
const NEVER_UNKNOWN = new Set([
  ...['layer', 'occurredOn', 'country', 'shareWith'],
  ...['consent.basis', 'consent.scope', 'consent.givenOn'],
]);

const MOST = { persons: 50, services: 50 } as const;

/** The kind of a field by its path ("persons[0].sex"); undefined where the contract has no such field. */
export function fieldKind(path: string): FieldKind | undefined {
  const index = /^(persons|services)\[(\d{1,2})\]/.exec(path);
  if (index !== null && Number(index[2]) >= MOST[index[1] as keyof typeof MOST]) return undefined;
  return path.includes('[]') ? undefined : KINDS[path.replace(/\[\d{1,2}\]/, '[]')];
}

export function canBeUnknown(path: string): boolean {
  return !NEVER_UNKNOWN.has(path);
}

/** Fields that take every value of several columns or of one cell. */
export function takesMany(kind: FieldKind): boolean {
  return kind.kind === 'origins' || (kind.kind === 'code' && kind.many);
}

/** A field's name for people: "information.sourceQuality" is "source quality". */
export function fieldName(path: string): string {
  const last = path.slice(path.lastIndexOf('.') + 1).replace(/\[\d+\]/, '');
  const words = last.replace(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
  if (path.startsWith('consent.')) return `consent ${words}`;
  const of = /^(persons|services)\[(\d+)\]/.exec(path);
  return of === null ? words : `${words} of ${of[1]?.slice(0, -1)} ${Number(of[2]) + 1}`;
}
