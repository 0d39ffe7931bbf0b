import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type CommandContext, type ContextOptions, createCommandContext } from './command-context.ts';
import { COMMANDS, type CommandEntry, type CommandGroup } from './command-table.ts';
import { EXIT, EXIT_MEANINGS, type ExitCode } from './exit-codes.ts';
import type { ErrorFormat } from './print-failure.ts';

/** Commands of earlier versions, and what replaces them. */
const REMOVED_COMMANDS: Readonly<Record<string, string>> = {
  access: 'read docs/access.md',
  probe: 'use waylight doctor --services',
  retention: 'use waylight audit retention',
  'support-bundle': 'send the output of waylight doctor --format json, and the log of the service',
  'topics acls': 'use waylight topics apply',
  'upgrade --back': 'follow former/go-back.txt in the folder of the machine, or docs/operations/upgrade.md',
  'upgrade --dry-run': 'use waylight upgrade --check',
};

/** The command line. With `args`, only the commands that they name are loaded, so that `--help` is fast. */
export async function createProgram(
  context: CommandContext,
  args?: readonly string[],
  printUsageError = context.printMessage,
): Promise<Command> {
  const program = new Command('waylight')
    .description('Report to a country node, read the regional trend, operate the region.')
    .version(readVersion())
    .exitOverride()
    .configureOutput({
      writeOut: context.print,
      writeErr: (text) => printUsageError(text.trimEnd()),
    })
    .showHelpAfterError('See --help.')
    .addHelpText('after', AFTER_HELP);
  const isNamed = (name: string) => args === undefined || args.includes(name);
  for (const [heading, commands] of COMMANDS) {
    program.commandsGroup(heading);
    for (const entry of commands) await addCommand(program, entry, context, isNamed);
  }
  program
    .commandsGroup('Help:')
    .helpCommand('help [command]', 'describe a command, with an example; all lists them');
  return program;
}

async function addCommand(
  parent: Command,
  entry: CommandEntry | CommandGroup,
  context: CommandContext,
  isNamed: (name: string) => boolean,
): Promise<void> {
  if ('subcommands' in entry) {
    const group = parent.command(entry.name).summary(entry.summary).description(entry.description);
    if (entry.example !== undefined) group.addHelpText('after', `\nExample:\n  ${entry.example}`);
    if (isNamed(entry.name))
      for (const subcommand of entry.subcommands) await addCommand(group, subcommand, context, isNamed);
    return;
  }
  const [name, summary, load] = entry;
  const command = parent.command(name).summary(summary);
  if (isNamed(name)) (await load()).define(command, context);
}

const AFTER_HELP = `
Data goes to stdout; messages and progress go to stderr. --format json prints data and errors as JSON.
NO_COLOR is honoured.

Exit codes:
${EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')}

Example:
  waylight trends --layer public-record --by period,country --period year`;

function readVersion(): string {
  const manifest = new URL('../../../package.json', import.meta.url);
  const { version }: { version: string } = JSON.parse(readFileSync(manifest, 'utf8'));
  return version;
}

/** Runs one command line and returns its exit code. */
export async function runProgram(options: ContextOptions, args: readonly string[]): Promise<ExitCode> {
  const errorFormat = errorFormatOf(args);
  let exitCode: ExitCode = EXIT.ok;
  const context = createCommandContext(options, errorFormat, (code) => {
    exitCode = code;
  });
  const [first, second] = args;
  if (first === undefined || (first === 'help' && second === undefined)) {
    const { printStartScreen } = await import('./start-screen.ts');
    await printStartScreen(context);
    return EXIT.ok;
  }
  // Commander prints its errors as text. With --format json, the code below prints them instead.
  const program = await createProgram(context, args, errorFormat === 'json' ? () => undefined : undefined);
  try {
    const removed = Object.keys(REMOVED_COMMANDS).find((name) => `${args.join(' ')} `.startsWith(`${name} `));
    if (removed !== undefined)
      program
        .showHelpAfterError(false)
        .error(`error: waylight ${removed} was removed: ${REMOVED_COMMANDS[removed]}`);
    await program.parseAsync(first === 'help' && second === 'all' ? ['--help'] : args, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    if (errorFormat === 'json') {
      const { printErrorDocument } = await import('./print-failure.ts');
      printErrorDocument(context, EXIT.usage, error.message.replace(/^error: /, ''));
    }
    return EXIT.usage;
  }
  return exitCode;
}

/** Finds --format json before the command line is parsed, because errors of parsing must be JSON too. */
function errorFormatOf(args: readonly string[]): ErrorFormat {
  const isJson = args.some(
    (arg, i) => arg === '--format=json' || (arg === '--format' && args[i + 1] === 'json'),
  );
  return isJson ? 'json' : 'text';
}
