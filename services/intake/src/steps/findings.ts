import type { Note, Violation } from '@waylight/contracts/intake';

/**
 * All violations of a report, and notes on values that could not be coded. Neither contains a value that was
 * sent: candidates come from the code book and the gazetteer.
 */
export type Findings = {
  readonly violations: Violation[];
  readonly notes: Note[];
};

export function createFindings(): Findings {
  return { violations: [], notes: [] };
}

/**
 * Maximum number of violations. Further violations are dropped, because so many have one cause in the
 * sender's system.
 */
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
