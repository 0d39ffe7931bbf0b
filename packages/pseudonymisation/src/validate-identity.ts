import { dayOfIsoDate } from '@waylight/calendar';
import { normaliseDocumentNumber } from './document-number.ts';
import type { Identity } from './identity.ts';
import { normalisePhone } from './phone.ts';

/**
 * An invalid field. A reason is a fixed sentence and never quotes the value, because it appears in responses, and in logs and
 * screens of the caller.
 */
export type IdentityViolation = { readonly field: keyof Identity; readonly reason: string };

const NAME_FIELDS = ['givenNames', 'familyName', 'fatherName'] as const;
const MAX_NAME_LENGTH = 100;
const MAX_NUMBER_LENGTH = 40;
const EARLIEST_YEAR = 1900;

/** Letters of any script with their marks, and the characters between and within names. */
const NAME = /^[\p{L}\p{M}\p{Cf}\s'’ʿʾʼ‘`´.,()\-‐‑–]+$/u;

/**
 * Returns every violation of an identity, with its field. `today` ("2025-03-14", the node's calendar day) bounds dates of birth.
 */
export function validateIdentity(identity: Identity, today: string): IdentityViolation[] {
  const violations: IdentityViolation[] = [];
  const refuse = (field: keyof Identity, reason: string): void => {
    violations.push({ field, reason });
  };

  for (const field of NAME_FIELDS) {
    const name = identity[field];
    if (!name) continue;
    if (name.length > MAX_NAME_LENGTH) refuse(field, `must have at most ${MAX_NAME_LENGTH} characters`);
    else if (!NAME.test(name) || !/\p{L}/u.test(name))
      refuse(field, 'must be a name: letters, spaces, hyphens, apostrophes, dots, commas and brackets');
  }

  if (identity.birthDate && !isBirthDate(identity.birthDate)) {
    refuse('birthDate', 'must be a date such as 1999-04-02, or a year such as 1999');
  } else if (identity.birthDate && !isPossibleBirthDate(identity.birthDate, today)) {
    refuse('birthDate', `must be between ${EARLIEST_YEAR} and today`);
  }
  if (identity.documentNumber && !isNumber(identity.documentNumber, normaliseDocumentNumber)) {
    refuse(
      'documentNumber',
      `must be a document number: 5 letters and digits or more, not all the same, in at most ${MAX_NUMBER_LENGTH} characters`,
    );
  }
  if (identity.phone && !isNumber(identity.phone, normalisePhone)) {
    refuse('phone', 'must be in international form: +, the calling code, and 8 to 15 digits in all');
  }
  return violations;
}

function isNumber(text: string, normalise: (text: string) => string | undefined): boolean {
  return text.length <= MAX_NUMBER_LENGTH && normalise(text) !== undefined;
}

function isBirthDate(text: string): boolean {
  return /^\d{4}$/.test(text) || dayOfIsoDate(text) !== undefined;
}

/** Compares dates and four-digit years as text. A year sorts before every day of this year. */
function isPossibleBirthDate(dateOrYear: string, today: string): boolean {
  return dateOrYear >= String(EARLIEST_YEAR) && dateOrYear <= today;
}
