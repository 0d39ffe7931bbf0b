import { isoDay } from '@waylight/calendar';
import type { Identity, Report } from '@waylight/contracts/intake';
import { validateIdentity } from '@waylight/pseudonymisation';
import { addViolation, type Findings } from './findings.ts';

/** Checks every identity of a report. Nothing is kept of them. */
export function checkIdentities(report: Report, today: number, findings: Findings): void {
  for (const [i, { identity }] of report.persons.entries()) {
    if (identity === undefined || isEmpty(identity)) continue;
    const field = `persons[${i}].identity`;
    if (report.layer === 'public-record') addViolation(findings, field, 'is not allowed in a public record');
    else
      for (const violation of validateIdentity(identity, isoDay(today)))
        addViolation(findings, `${field}.${IDENTITY_FIELDS[violation.field]}`, violation.reason);
  }
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
const isEmpty = (identity: Identity): boolean =>
  (Object.keys(IDENTITY_FIELDS) as (keyof typeof IDENTITY_FIELDS)[]).every((name) => identity[name] === '');
