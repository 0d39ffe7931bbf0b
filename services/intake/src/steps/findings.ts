import type { Note, Violation } from '@waylight/contracts/intake';

/**
 * What the steps found wrong with a report, all of it at once, and what they could not code. Neither ever repeats a
 * value that was sent: candidates come from the code book and the gazetteer alone.
 */
export type Findings = {
  readonly violations: Violation[];
  readonly notes: Note[];
};

export function createFindings(): Findings {
  return { violations: [], notes: [] };
}

/** Violations past this many are not looked for: whoever sends so many has one mistake in the system, not in a report. */
const MAX_VIOLATIONS = 100;

export function addViolation(
  { violations }: Findings,
  field: string,
  description: string,
  candidates: readonly string[] = [],
): void {
  if (violations.length < MAX_VIOLATIONS)
    violations.push({ field, description, candidates: [...candidates] });
}

export function addNote({ notes }: Findings, field: string, text: string): void {
  notes.push({ field, text });
}
