/** Severities, from best to worst. An unknown fact is "attention". */
export const LEVELS = ['ok', 'attention', 'wrong'] as const;
export type Level = (typeof LEVELS)[number];

/** One line of the doctor's output. */
export type Finding = {
  readonly level: Level;
  readonly check: string;
  readonly where: string;
  readonly what: string;
  /** The next step; empty if there is none. */
  readonly todo: string;
};

export const ok = (check: string, where: string, what: string): Finding => ({
  level: 'ok',
  check,
  where,
  what,
  todo: '',
});

export const attention = (check: string, where: string, what: string, todo: string): Finding => ({
  level: 'attention',
  check,
  where,
  what,
  todo,
});

export const wrong = (check: string, where: string, what: string, todo: string): Finding => ({
  level: 'wrong',
  check,
  where,
  what,
  todo,
});

export function worstOf(findings: readonly Finding[]): Level {
  return LEVELS.findLast((level) => findings.some((finding) => finding.level === level)) ?? 'ok';
}
