/** How bad it is; what cannot be told is for a person to look at. */
export const LEVELS = ['ok', 'attention', 'wrong'] as const;
export type Level = (typeof LEVELS)[number];

/** One line of what the doctor says. */
export type Finding = {
  readonly level: Level;
  readonly check: string;
  readonly where: string;
  readonly what: string;
  /** Empty where there is nothing to do. */
  readonly todo: string;
};

export const ok = (check: string, where: string, what: string): Finding => ({
  ...{ level: 'ok', check, where, what },
  todo: '',
});

export const attention = (check: string, where: string, what: string, todo: string): Finding => ({
  ...{ level: 'attention', check, where, what },
  todo,
});

export const wrong = (check: string, where: string, what: string, todo: string): Finding => ({
  ...{ level: 'wrong', check, where, what },
  todo,
});

export function worstOf(findings: readonly Finding[]): Level {
  return LEVELS.findLast((level) => findings.some((finding) => finding.level === level)) ?? 'ok';
}
