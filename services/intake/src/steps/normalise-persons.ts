import type {
  AgeBand,
  AsylumStatus,
  OriginRegion,
  PersonBands,
  PersonFlag,
  PersonGroup,
  Sex,
} from '@waylight/contracts/incident';
import type { Person, Report } from '@waylight/contracts/intake';
import {
  ageBandOf,
  type CodeId,
  combineRegions,
  findOrigin,
  personGroup,
  primaryPersonGroup,
} from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';
import { addLookupViolation, checkText, codeNumber, readCode, readCodes } from './read-code.ts';

export type Persons = {
  readonly persons: PersonBands[];
  readonly personGroup: PersonGroup;
  readonly originRegion: OriginRegion;
};

type Region = CodeId<'originRegion'>;
type Group = CodeId<'personGroup'>;
type CodedPerson = {
  readonly bands: PersonBands;
  readonly group: Group;
  readonly region: Region | undefined;
};

const MAX_AGE = 120;

/** Persons as bands and flags, and the one group and one region of origin that tables count. */
export function normalisePersons(report: Report, findings: Findings): Persons {
  if (report.persons.length > LIMITS.persons) {
    addViolation(findings, 'persons', `has more than ${LIMITS.persons} persons`);
    return { persons: [], personGroup: 0, originRegion: 0 };
  }
  const coded = report.persons.map((person, i) => readPerson(person, `persons[${i}]`, findings));
  const regions = [...readOrigins(report.origins, findings), ...coded.flatMap(({ region }) => region ?? [])];
  const group = primaryPersonGroup(coded.map((person) => person.group));
  return {
    persons: coded.map(({ bands }) => bands),
    personGroup: codeNumber(
      'personGroup',
      group === 'unknown' ? groupOfCounts(report) : group,
    ) as PersonGroup,
    originRegion: codeNumber('originRegion', combineRegions(regions)) as OriginRegion,
  };
}

/** The group of the gravest stated count, chosen as elimination chooses among persons. */
function groupOfCounts({ counts }: Report): Group {
  if (counts === undefined) return 'unknown';
  const { minors = 0, female = 0, male = 0 } = counts;
  if (minors > 0) return 'other-child';
  if (female > 0) return 'woman';
  return male > 0 ? 'man' : 'unknown';
}

function readOrigins(origins: readonly string[], findings: Findings): Region[] {
  if (origins.length > LIMITS.origins) {
    addViolation(findings, 'origins', `has more than ${LIMITS.origins} values`);
    return [];
  }
  return origins.flatMap((text, i) => readOrigin(text, `origins[${i}]`, findings) ?? []);
}

function readOrigin(text: string, field: string, findings: Findings): Region | undefined {
  if (!checkText(text, field, findings)) return undefined;
  const lookup = findOrigin(text);
  if (lookup.kind === 'found') return lookup.value.id;
  addLookupViolation(
    lookup,
    field,
    'the countries (ISO 3166-1) and regions of origin',
    ({ id }) => id,
    findings,
  );
  return undefined;
}

function readPerson(person: Person, field: string, findings: Findings): CodedPerson {
  const sex =
    person.sex === '' ? 'unknown' : (readCode('sex', person.sex, `${field}.sex`, findings)?.id ?? 'unknown');
  const ageBand = readAgeBand(person, field, findings);
  const flags = readCodes('personFlag', person.flags, `${field}.flags`, LIMITS.personFlags, findings);
  const ids = flags.map(({ id }) => id);
  const region =
    person.originCountry === ''
      ? undefined
      : readOrigin(person.originCountry, `${field}.origin_country`, findings);
  const status =
    person.asylumStatus === ''
      ? undefined
      : readCode('asylumStatus', person.asylumStatus, `${field}.asylum_status`, findings);
  return {
    bands: {
      sex: codeNumber('sex', sex) as Sex,
      ageBand: codeNumber('ageBand', ageBand) as AgeBand,
      flags: flags.map(({ number }) => number as PersonFlag),
      originRegion: codeNumber('originRegion', region ?? 'unknown') as OriginRegion,
      asylumStatus: (status?.number ?? codeNumber('asylumStatus', 'unknown')) as AsylumStatus,
    },
    group: personGroup({
      sex,
      ageBand,
      unaccompanied: ids.includes('unaccompanied'),
      separated: ids.includes('separated'),
    }),
    region,
  };
}

function readAgeBand({ age, ageBand }: Person, field: string, findings: Findings): CodeId<'ageBand'> {
  const stated =
    ageBand === ''
      ? undefined
      : (readCode('ageBand', ageBand, `${field}.age_band`, findings)?.id ?? 'unknown');
  if (age === undefined) return stated ?? 'unknown';
  if (age > MAX_AGE) {
    addViolation(findings, `${field}.age`, `must be completed years, 0 to ${MAX_AGE}`);
    return 'unknown';
  }
  const band = ageBandOf(age);
  if (stated !== undefined && !isCompatible(band, stated))
    addViolation(findings, `${field}.age_band`, 'contradicts age: send only one of the two');
  return band;
}

const CHILD_BANDS: readonly string[] = ['0-11', '12-17'];

function isCompatible(band: CodeId<'ageBand'>, stated: CodeId<'ageBand'>): boolean {
  switch (stated) {
    case 'unknown':
      return true;
    case 'child-age-unknown':
      return CHILD_BANDS.includes(band);
    case 'adult-age-unknown':
      return !CHILD_BANDS.includes(band);
    default:
      return stated === band;
  }
}
