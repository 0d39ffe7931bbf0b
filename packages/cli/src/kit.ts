import type { Readable, Writable } from 'node:stream';
import { type Progress, startProgress } from '@waylight/import/progress';
import type { CliEnvironment } from './config.ts';
import type { Connection } from './connection/connect.ts';
import type { ConnectionFlags } from './connection/flags.ts';
import type { Caller } from './connection/identity.ts';
import type { ExitCode } from './exit-codes.ts';
import { createStyle, type Style } from './terminal/style.ts';

/** A stream that may be a terminal. */
type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** What every command works with: nothing else reaches the terminal, the environment or the network. */
export type Kit = {
  readonly env: CliEnvironment;
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly stdin: Readable;
  /** Marks for data (stdout) and for words (stderr). */
  readonly style: Style;
  readonly errorStyle: Style;
  /** Columns of the terminal that data goes to; undefined where it goes to a file or a pipe. */
  readonly columns: number | undefined;
  /** Data, on stdout, with a line's end. */
  readonly print: (text: string) => void;
  /** Words for a person, on stderr. */
  readonly printMessage: (line: string) => void;
  /** A bar on stderr; nothing where stderr is no terminal. */
  readonly progress: (label: string, total: number) => Promise<Progress>;
  /** Opens a connection that is closed when the command ends. Throws CommandFailure with what to do. */
  readonly connect: (flags: ConnectionFlags, caller?: Caller) => Promise<Connection>;
  /**
   * Makes a command's action. What it throws becomes words on stderr and an exit code: CommandFailure and RpcFailure by
   * themselves, anything else as a defect. Answer an exit code for what is no failure, such as a partial import.
   */
  readonly action: <Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode | undefined>,
  ) => (...args: Args) => Promise<void>;
};

export type KitStreams = { readonly stdin: Readable; readonly stdout: Output; readonly stderr: Output };

export type KitOptions = KitStreams & {
  readonly env: CliEnvironment;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly exit: (code: ExitCode) => void;
};

export function createKit(options: KitOptions): Kit {
  const { env, cwd, signal, stdin, stdout, stderr, exit } = options;
  const open: Connection[] = [];
  const kit: Kit = {
    env,
    cwd,
    signal,
    stdin,
    style: createStyle(stdout.isTTY === true && !env.noColour),
    errorStyle: createStyle(stderr.isTTY === true && !env.noColour),
    columns: stdout.isTTY === true ? (stdout.columns ?? 80) : undefined,
    print: (text) => void stdout.write(text.endsWith('\n') ? text : `${text}\n`),
    printMessage: (line) => void stderr.write(`${line}\n`),
    progress: (label, total) => startProgress(stderr, label, total),
    async connect(flags, caller) {
      const { connect } = await import('./connection/connect.ts');
      const connection = await connect(kit, flags, caller);
      open.push(connection);
      return connection;
    },
    action:
      (work) =>
      async (...args) => {
        try {
          exit((await work(...args)) ?? 0);
        } catch (error) {
          const { printFailure } = await import('./print-failure.ts');
          exit(printFailure(kit, error));
        } finally {
          for (const connection of open.splice(0)) connection.close();
        }
      },
  };
  return kit;
}
