/**
 * What is known of who a person is. In memory alone, at the national node alone: match keys are made of it, then it is
 * dropped. Everything is optional; an empty text counts as not stated.
 */
export type Identity = {
  readonly givenNames?: string | undefined;
  readonly familyName?: string | undefined;
  readonly fatherName?: string | undefined;
  /** "1999-04-02", or "1999" where only the year is known. */
  readonly birthDate?: string | undefined;
  readonly birthYear?: number | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly originCountry?: string | undefined;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
  readonly documentNumber?: string | undefined;
  /** International form: "+" or "00" and the country's calling code first. */
  readonly phone?: string | undefined;
};

/** The date of birth as far as it is stated; undefined where it is not, or has another form. */
export type Birth = { readonly year: number; readonly date?: string };

export function birthOf(identity: Identity): Birth | undefined {
  const text = identity.birthDate?.trim() ?? '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { year: Number(text.slice(0, 4)), date: text };
  if (/^\d{4}$/.test(text)) return { year: Number(text) };
  return text === '' && identity.birthYear !== undefined ? { year: identity.birthYear } : undefined;
}
