import type { Identity, Report } from '@waylight/contracts/intake';
import { foldKey } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { SENDER_ID, SENDER_ID_FORM } from './limits.ts';

const MIN_IDENTIFYING_LENGTH = 4;
const IDENTIFYING_ID = 'is made of what identifies a person: ids are kept, identities are not';

/**
 * The ids of a report: their form, and that none is made of who a person is. An id lives in the ledger, in receipts and
 * in answers, so it is checked before anything else, of every person, and whatever else is wrong.
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

/** Whether an answer may repeat the id of this report, also one that is refused for something else. */
export function canRepeatId(report: Report): boolean {
  const findings: Findings = { violations: [], notes: [] };
  checkIds(report, findings);
  return findings.violations.every(({ field }) => field !== 'report_id');
}

/**
 * Names are compared without case, diacritics and script. The family name and the numbers are looked for anywhere in an
 * id; each single name only as a word of its own, because a Mark must not make every "market" an identity.
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
