import process from 'node:process';

/** Parsed arguments of a command: options, a request for its usage, or a problem. */
export type ParsedArguments<Arguments extends object> = Arguments | 'help' | { readonly problem: string };

export type CommandRun = {
  /** Prints a line to standard error. Only results are printed to standard output. */
  readonly print: (line: string) => void;
  /** Aborts when the process is asked to end. */
  readonly interrupted: AbortSignal;
};

/** Runs a command. `work` returns the exit code. For wrong arguments, the exit code is 2. */
export async function runCommand<Arguments extends { readonly seed: number }>(
  asked: ParsedArguments<Arguments>,
  usage: string,
  work: (given: Arguments, run: CommandRun) => Promise<number>,
): Promise<void> {
  const print = (line: string): void => {
    process.stderr.write(`${line}\n`);
  };
  if (asked === 'help') process.stdout.write(usage);
  else if ('problem' in asked) {
    print(asked.problem);
    process.exitCode = 2;
  } else {
    const interrupted = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupted.abort());
    // The seed is printed first, so that every run can be repeated.
    print(`seed ${asked.seed}`);
    process.exitCode = await work(asked, { print, interrupted: interrupted.signal });
  }
}
