import { isoDay } from '@waylight/calendar';
import type { Identity, Person, Report } from '@waylight/contracts/intake';
import {
  type IdentityViolation,
  type Identity as KnownIdentity,
  type MatchKey,
  validateIdentity,
} from '@waylight/pseudonymisation';
import { findCode, findOriginCountry } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';

/**
 * Port that computes match keys from identities. Match keys cannot be traced back to a person. They are not
 * stored until the system links reports.
 */
export type Pseudonymisation = { matchKeys(identity: KnownIdentity): readonly MatchKey[] };

/** Validates every identity of a report and computes its match keys. This function returns no identities. */
export function pseudonymise(
  report: Report,
  today: number,
  pseudonymisation: Pseudonymisation,
  findings: Findings,
): readonly (readonly MatchKey[])[] {
  const before = findings.violations.length;
  const known = report.persons.map((person, i) => {
    if (person.identity === undefined || isEmpty(person.identity)) return undefined;
    const field = `persons[${i}].identity`;
    if (report.layer === 'public-record') {
      addViolation(findings, field, 'is not allowed in a public record');
      return undefined;
    }
    const identity = toIdentity(person.identity, person);
    for (const violation of validateIdentity(identity, isoDay(today)))
      addViolation(findings, `${field}.${WIRE_NAMES[violation.field] ?? ''}`, violation.reason);
    return identity;
  });
  if (findings.violations.length > before) return [];
  return known.map((identity) => (identity === undefined ? [] : pseudonymisation.matchKeys(identity)));
}

/**
 * Names of the fields in the contract. A new field in the contract causes a compile error until it is added
 * here.
 */
export const IDENTITY_FIELDS: Readonly<Record<Exclude<keyof Identity, '_unknownFields'>, string>> = {
  givenNames: 'given_names',
  familyName: 'family_name',
  fatherName: 'father_name',
  birthDate: 'birth_date',
  documentNumber: 'document_number',
  phone: 'phone',
};
/** A violation may also be about a derived field. */
const WIRE_NAMES: Readonly<Partial<Record<IdentityViolation['field'], string>>> = IDENTITY_FIELDS;

function isEmpty(identity: Identity): boolean {
  return textsOf(identity).every((text) => text === '');
}

function textsOf({
  givenNames,
  familyName,
  fatherName,
  birthDate,
  documentNumber,
  phone,
}: Identity): string[] {
  return [givenNames, familyName, fatherName, birthDate, documentNumber, phone];
}

function toIdentity(identity: Identity, person: Person): KnownIdentity {
  const { givenNames, familyName, fatherName, birthDate, documentNumber, phone } = identity;
  const origin = person.originCountry === '' ? undefined : findOriginCountry(person.originCountry);
  const sex = person.sex === '' ? undefined : findCode('sex', person.sex);
  return {
    givenNames,
    familyName,
    fatherName,
    birthDate,
    documentNumber,
    phone,
    originCountry: origin?.kind === 'found' ? origin.value : undefined,
    sex: sex?.kind === 'found' ? sex.value.id : undefined,
  };
}
