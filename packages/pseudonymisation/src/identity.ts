/**
 * Identity of a person. It exists only in memory, and only at the national node. Match keys are derived from it, then it is
 * discarded. All fields are optional, and an empty string is treated as absent.
 */
export type Identity = {
  readonly givenNames?: string | undefined;
  readonly familyName?: string | undefined;
  readonly fatherName?: string | undefined;
  /** "1999-04-02", or "1999" if only the year is known. */
  readonly birthDate?: string | undefined;
  readonly birthYear?: number | undefined;
  /** ISO 3166-1 alpha-2. */
  readonly originCountry?: string | undefined;
  readonly sex?: 'female' | 'male' | 'other' | 'unknown' | undefined;
  readonly documentNumber?: string | undefined;
  /** International form: it begins with "+" or "00" and the country's calling code. */
  readonly phone?: string | undefined;
};

/** Known part of a birth date. `date` is absent if only the year is known. */
export type Birth = { readonly year: number; readonly date?: string };

/** Returns the known part of the birth date; undefined if absent or malformed. */
export function birthOf(identity: Identity): Birth | undefined {
  const text = identity.birthDate?.trim() ?? '';
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return { year: Number(text.slice(0, 4)), date: text };
  if (/^\d{4}$/.test(text)) return { year: Number(text) };
  return text === '' && identity.birthYear !== undefined ? { year: identity.birthYear } : undefined;
}
