import process from 'node:process';

/** What the arguments of a command ask for: something to do, its usage, or to hear what is wrong with them. */
export type ParsedArguments<Arguments extends object> = Arguments | 'help' | { readonly problem: string };

export type CommandRun = {
  /** One line for people; results alone go to standard output. */
  readonly print: (line: string) => void;
  /** Somebody wants it to end. */
  readonly interrupted: AbortSignal;
};

/** Runs what was asked for; `work` gives the exit code. Arguments that are wrong end it with 2. */
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
    // First of all: whatever becomes of the run, it can be had again.
    print(`seed ${asked.seed}`);
    process.exitCode = await work(asked, { print, interrupted: interrupted.signal });
  }
}
