/** Identity of a person. It exists only in memory, and only at the national node. An empty string is treated as absent. */
export type Identity = {
  readonly givenNames?: string | undefined;
  readonly familyName?: string | undefined;
  readonly fatherName?: string | undefined;
  /** "1999-04-02", or "1999" if only the year is known. */
  readonly birthDate?: string | undefined;
  readonly documentNumber?: string | undefined;
  /** International form: it begins with "+" or "00" and the country's calling code. */
  readonly phone?: string | undefined;
};
