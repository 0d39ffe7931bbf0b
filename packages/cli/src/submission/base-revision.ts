import { usageFailure } from '../failure.ts';

/** The number of a revision, or `current`. */
export function parseBaseRevision(text: string): number | 'current' {
  if (text === 'current') return text;
  const revision = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (revision < 1)
    throw usageFailure(`--base got "${text}"; expected the number of a revision, or "current"`);
  return revision;
}

/** Parses a base for calls in which 0 means the current revision. */
export function toBaseRevision(text: string | undefined): number {
  const revision = text === undefined ? 'current' : parseBaseRevision(text);
  return revision === 'current' ? 0 : revision;
}
