import { isoDay } from '@waylight/calendar';
import type { Identity, Report } from '@waylight/contracts/intake';
import { validateIdentity } from '@waylight/pseudonymisation';
import { foldKey } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { SENDER_ID, SENDER_ID_FORM } from './limits.ts';

const MIN_IDENTIFYING_LENGTH = 4;
const IDENTIFYING_ID = 'contains part of an identity: ids are stored, identities are not';

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

/**
 * Checks the form of a report's ids, and that no id contains part of an identity. The ledger, receipts and
 * responses contain ids. So ids are checked first, against every person, whatever else is wrong.
 */
export function checkIds(report: Report, findings: Findings): void {
  const ids = [
    ['report_id', report.reportId],
    ...(report.importId === '' ? [] : [['import_id', report.importId] as const]),
  ] as const;
  for (const [field, id] of ids) {
    if (!SENDER_ID.test(id)) addViolation(findings, field, SENDER_ID_FORM);
    else if (report.persons.some(({ identity }) => identity !== undefined && hasIdentityPart(id, identity)))
      addViolation(findings, field, IDENTIFYING_ID);
  }
}

/** True if a response may contain the id of this report, which may be refused for another reason. */
export function canRepeatId(report: Report): boolean {
  const findings: Findings = { violations: [], notes: [] };
  checkIds(report, findings);
  return findings.violations.every(({ field }) => field !== 'report_id');
}

/**
 * Compares names without case, diacritics and script. A family name or a number matches anywhere in an id. A
 * given name matches only as a word: otherwise the name Mark would make every "market" an identity.
 */
function hasIdentityPart(id: string, identity: Identity): boolean {
  const { givenNames, familyName, fatherName, documentNumber, phone } = identity;
  const words = new Set(wordsOf(id.replace(/\d+/g, ' ')));
  const isWord = [givenNames, familyName, fatherName].flatMap(wordsOf).some((name) => words.has(name));
  if (isWord) return true;
  const whole = joinWords(id);
  return [familyName, documentNumber, phone]
    .map(joinWords)
    .some((part) => part.length >= MIN_IDENTIFYING_LENGTH && whole.includes(part));
}

function wordsOf(text: string): string[] {
  return foldKey(text)
    .split(' ')
    .filter((word) => word.length >= MIN_IDENTIFYING_LENGTH);
}

function joinWords(text: string): string {
  return foldKey(text).replaceAll(' ', '');
}
