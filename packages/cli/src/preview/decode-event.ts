import { isoDay } from '@waylight/calendar';
import {
  DatePrecision,
  type Incident,
  Layer,
  type PersonBands,
  type ReportEvent,
  RetractionReason,
  type ServiceGiven,
} from '@waylight/contracts/incident';
import { areaLabel, type ListName, label, segmentLabel } from '@waylight/taxonomy';
import { enumLabel } from '../enum-names.ts';

/** A field of an event: its path, and its value in words. Absent fields are left out. */
export type DecodedField = readonly [path: string, value: string];

type FieldFormatters<Message> = {
  /** Decoders of every field of the message. After a new field in the contract, this does not compile until it is added. */
  readonly [Field in Exclude<keyof Message, '_unknownFields'>]-?: (
    value: Message[Field],
    message: Message,
  ) => string | readonly DecodedField[] | undefined;
};

const code =
  (list: ListName) =>
  (number: number): string | undefined =>
    number === 0 ? undefined : label(list, number, 'en');
const codes =
  (list: ListName, between = ', ') =>
  (numbers: readonly number[]): string | undefined =>
    numbers.length === 0 ? undefined : numbers.map((number) => label(list, number, 'en')).join(between);
const count = (number: number | undefined): string | undefined =>
  number === undefined ? undefined : String(number);
const number = (value: number): string | undefined => (value === 0 ? undefined : String(value));

const PERSON: FieldFormatters<PersonBands> = {
  sex: code('sex'),
  ageBand: code('ageBand'),
  flags: codes('personFlag'),
  originRegion: code('originRegion'),
  asylumStatus: code('asylumStatus'),
};

const SERVICE: FieldFormatters<ServiceGiven> = { service: code('service'), outcome: code('serviceOutcome') };

const INCIDENT: FieldFormatters<Incident> = {
  occurredDay: (day, { datePrecision }) => isoDay(day).slice(0, KNOWN_LENGTH[datePrecision]),
  datePrecision: code('datePrecision'),
  country: code('country'),
  area: (area) => (area === 0 ? undefined : areaLabel(area, 'en')),
  segment: (segment) => (segment === 0 ? undefined : segmentLabel(segment, 'en')),
  placePrecision: code('placePrecision'),
  primaryType: code('incidentType'),
  furtherTypes: codes('incidentType'),
  cause: code('causeOfDeath'),
  perpetrator: code('perpetrator'),
  furtherPerpetrators: codes('perpetrator'),
  method: code('smugglingMethod'),
  furtherMethods: codes('smugglingMethod'),
  personGroup: code('personGroup'),
  originRegion: code('originRegion'),
  shareWith: code('shareWith'),
  informationSource: code('informationSource'),
  reliability: code('reliability'),
  credibility: code('credibility'),
  verification: code('verification'),
  accountability: code('accountability'),
  sourceQuality: number,
  victims: count,
  dead: count,
  missing: count,
  survivors: count,
  female: count,
  male: count,
  minors: count,
  persons: (persons) => persons.flatMap((person, i) => fieldsOf(person, PERSON, `persons[${i}].`)),
  services: (services) => services.flatMap((service, i) => fieldsOf(service, SERVICE, `services[${i}].`)),
  chain: codes('country', ' → '),
};

/** Number of characters of "2025-03-14" that are known, by precision. */
const KNOWN_LENGTH: Readonly<Partial<Record<DatePrecision, number>>> = {
  [DatePrecision.MONTH]: 7,
  [DatePrecision.YEAR]: 4,
};

const EVENT: FieldFormatters<ReportEvent> = {
  reportReference: (bytes) => bytes.toString('hex'),
  revision: number,
  node: code('country'),
  firstReceivedDay: (day) => isoDay(day),
  codeBookVersion: number,
  organisation: (organisation) => `number ${organisation}`,
  layer: (layer) => (layer === Layer.PUBLIC_RECORD ? 'public-record' : 'reports'),
  change: (change) => {
    switch (change?.$case) {
      case 'incident':
        return incidentFields(change.value);
      case 'retraction':
        return [['retraction', enumLabel(RetractionReason, change.value.reason)]];
      default:
        return undefined;
    }
  },
};

export function eventFields(event: ReportEvent): DecodedField[] {
  return fieldsOf(event, EVENT, '');
}

export function incidentFields(incident: Incident): DecodedField[] {
  return fieldsOf(incident, INCIDENT, '');
}

function fieldsOf<Message extends { _unknownFields?: object }>(
  message: Message,
  formatters: FieldFormatters<Message>,
  prefix: string,
): DecodedField[] {
  const known = (Object.keys(formatters) as (keyof FieldFormatters<Message> & string)[]).flatMap(
    (field): DecodedField[] => {
      const formatted = formatters[field](message[field], message);
      if (formatted === undefined) return [];
      return typeof formatted === 'string' ? [[`${prefix}${field}`, formatted]] : [...formatted];
    },
  );
  const others = Object.keys(message._unknownFields ?? {}).length;
  return others === 0 ? known : [...known, [`${prefix}others`, `${others} unknown to this version`]];
}
