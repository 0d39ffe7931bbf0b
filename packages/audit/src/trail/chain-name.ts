import { field, type TextField } from '@waylight/service-kit';

const INVALID = { ok: false } as const;

/** The name of a chain goes on the log with its heads: no room for words. */
export function chainNameField(): TextField<string> {
  return field('2 to 40 of a-z, 0-9 and "-"', (value) =>
    /^[a-z0-9-]{2,40}$/.test(value) ? { ok: true, value } : INVALID,
  );
}
