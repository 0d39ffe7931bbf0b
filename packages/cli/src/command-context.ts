import type { Readable, Writable } from 'node:stream';
import { type Progress, startProgress } from '@waylight/import/progress';
import type { Command } from 'commander';
import type { CliEnvironment } from './config.ts';
import type { Connection } from './connection/connect.ts';
import type { ConnectionFlags } from './connection/flags.ts';
import type { Caller } from './connection/identity.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { ErrorFormat } from './print-failure.ts';
import { createStyle, type Style } from './terminal/style.ts';

/** A stream that may be a terminal. */
type Output = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** The only access of a command to the terminal, the environment and the network. */
export type CommandContext = {
  readonly env: CliEnvironment;
  readonly cwd: string;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  readonly stdin: Readable;
  /** Styles for stdout and for stderr. */
  readonly style: Style;
  readonly errorStyle: Style;
  /** Columns of the terminal on stdout; undefined for a file or a pipe. */
  readonly columns: number | undefined;
  /** Prints data to stdout, with a line break at its end. */
  readonly print: (text: string) => void;
  /** Prints a document to stdout, indented. Unknown fields of messages are left out. */
  readonly printJson: (document: unknown) => void;
  /** Prints a document to stdout on one line, for streams of documents. */
  readonly printJsonLine: (document: unknown) => void;
  /** Prints a message to stderr. */
  readonly printMessage: (line: string) => void;
  /** Shows a progress bar on stderr; does nothing if stderr is not a terminal. */
  readonly progress: (label: string, total: number) => Promise<Progress>;
  /** Opens a connection that closes when the command ends. Throws CommandFailure. */
  readonly connect: (flags: ConnectionFlags, caller?: Caller) => Promise<Connection>;
  /**
   * Turns a command's work into an action for commander: an error is printed to stderr and becomes the exit code.
   * The work returns an exit code for an outcome that is not an error, such as a partial import.
   */
  readonly action: <Args extends unknown[]>(
    work: (...args: Args) => Promise<ExitCode | undefined>,
  ) => (...args: Args) => Promise<void>;
};

/** Adds description, flags and action to a command whose name is registered. */
export type DefineCommand = (command: Command, context: CommandContext) => void;

export type ContextOptions = {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: CliEnvironment;
  readonly cwd: string;
  readonly signal: AbortSignal;
};

export function createCommandContext(
  { env, cwd, signal, stdin, stdout, stderr }: ContextOptions,
  errorFormat: ErrorFormat = 'text',
  onExit: (code: ExitCode) => void = () => undefined,
): CommandContext {
  const connections: Connection[] = [];
  const print = (text: string): void => void stdout.write(text.endsWith('\n') ? text : `${text}\n`);
  const context: CommandContext = {
    env,
    cwd,
    signal,
    stdin,
    style: createStyle(stdout.isTTY === true && !env.noColour),
    errorStyle: createStyle(stderr.isTTY === true && !env.noColour),
    columns: stdout.isTTY === true ? (stdout.columns ?? 80) : undefined,
    print,
    printJson: (document) => print(JSON.stringify(document, omitUnknownFields, 2)),
    printJsonLine: (document) => print(JSON.stringify(document, omitUnknownFields)),
    printMessage: (line) => void stderr.write(`${line}\n`),
    progress: (label, total) => startProgress(stderr, label, total),
    async connect(flags, caller) {
      const { connect } = await import('./connection/connect.ts');
      const connection = await connect(context, flags, caller);
      connections.push(connection);
      return connection;
    },
    action:
      (work) =>
      async (...args) => {
        try {
          onExit((await work(...args)) ?? EXIT.ok);
        } catch (error) {
          const { printFailure } = await import('./print-failure.ts');
          onExit(printFailure(context, error, errorFormat));
        } finally {
          for (const connection of connections.splice(0)) connection.close();
        }
      },
  };
  return context;
}

/** Generated messages keep fields that this version does not know as bytes, which are useless in a document. */
const omitUnknownFields = (key: string, value: unknown): unknown =>
  key === '_unknownFields' ? undefined : value;
