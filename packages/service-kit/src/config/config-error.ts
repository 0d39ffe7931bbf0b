import { safeToLog } from '../safe-error.ts';

/** One invalid variable. `got` is null for secrets and missing variables; `wants` describes a valid value. */
export type ConfigProblem = {
  readonly variable: string;
  readonly got: string | null;
  readonly missing: boolean;
  readonly wants: string;
};

/** Invalid configuration. One message names every invalid variable. */
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

/** Longer values are shortened in the message. */
const MAX_SHOWN_LENGTH = 300;

function describeProblem({ variable, got, missing, wants }: ConfigProblem): string {
  if (missing) return `${variable} is missing; expected ${wants}`;
  if (got === null) return `${variable} is invalid (the value is secret and not shown); expected ${wants}`;
  const shown = got.length > MAX_SHOWN_LENGTH ? `${got.slice(0, MAX_SHOWN_LENGTH)}…` : got;
  return `${variable} is ${JSON.stringify(shown)}; expected ${wants}`;
}
