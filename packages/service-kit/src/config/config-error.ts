import { safeToLog } from '../safe-error.ts';

/** One variable that is wrong: what it got (absent for secrets and missing ones) and what it wants. */
export type ConfigProblem = {
  readonly variable: string;
  readonly got: string | null;
  readonly missing: boolean;
  readonly wants: string;
};

/** Bad configuration. The message names every bad variable at once, so that one start is enough to find them all. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG_INVALID';
  readonly [safeToLog] = true;
  readonly problems: readonly ConfigProblem[];

  constructor(problems: readonly ConfigProblem[]) {
    super(
      `The configuration is wrong:\n${problems.map((problem) => `  ${describeProblem(problem)}`).join('\n')}`,
    );
    this.problems = problems;
  }
}

/** What is longer was meant for something else. */
const MAX_SHOWN_LENGTH = 300;

function describeProblem({ variable, got, missing, wants }: ConfigProblem): string {
  if (missing) return `${variable} is missing; it wants ${wants}`;
  if (got === null) return `${variable} is wrong (its value is a secret and not shown); it wants ${wants}`;
  const shown = got.length > MAX_SHOWN_LENGTH ? `${got.slice(0, MAX_SHOWN_LENGTH)}…` : got;
  return `${variable} got ${JSON.stringify(shown)}; it wants ${wants}`;
}
