import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import {
  type CommandContext,
  type ContextOptions,
  createCommandContext,
  type DefineCommand,
} from './command-context.ts';
import { EXIT, EXIT_MEANINGS, type ExitCode } from './exit-codes.ts';
import type { ErrorFormat } from './print-failure.ts';

type CommandEntry = {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<DefineCommand>;
};

const REPORTER_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'report',
    summary: 'send a report, or a list of reports',
    load: async () => (await import('./commands/report.ts')).defineReport,
  },
  {
    name: 'revise',
    summary: 'replace a report by a later version',
    load: async () => (await import('./commands/revise.ts')).defineRevise,
  },
  {
    name: 'retract',
    summary: 'end a report, which then no longer counts',
    load: async () => (await import('./commands/retract.ts')).defineRetract,
  },
  {
    name: 'consent',
    summary: 'withdraw a consent, or share a report less widely',
    load: async () => (await import('./commands/consent.ts')).defineConsent,
  },
  {
    name: 'receipt',
    summary: 'print the state of a report',
    load: async () => (await import('./commands/receipt.ts')).defineReceipt,
  },
  {
    name: 'reports',
    summary: "list the organisation's own reports",
    load: async () => (await import('./commands/reports.ts')).defineReports,
  },
  {
    name: 'activity',
    summary: "send a record of the organisation's activity in a period",
    load: async () => (await import('./commands/activity.ts')).defineActivity,
  },
  {
    name: 'import',
    summary: 'send a table: CSV or XLSX',
    load: async () => (await import('./commands/import.ts')).defineImport,
  },
  {
    name: 'template',
    summary: 'create a spreadsheet to fill in',
    load: async () => (await import('./commands/template.ts')).defineTemplate,
  },
  {
    name: 'codes',
    summary: 'print the code lists for reports',
    load: async () => (await import('./commands/codes.ts')).defineCodes,
  },
];

const ANALYST_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'trends',
    summary: 'print counts of the public record, of released tables, or of own reports',
    load: async () => (await import('./commands/trends.ts')).defineTrends,
  },
  {
    name: 'changes',
    summary: 'print what changed since the month before, or since the year before',
    load: async () => (await import('./commands/changes.ts')).defineChanges,
  },
  {
    name: 'completeness',
    summary: 'print how many organisations sent activity reports, by country and month',
    load: async () => (await import('./commands/completeness.ts')).defineCompleteness,
  },
  {
    name: 'status',
    summary: 'print the last contact with each node, and the releases',
    load: async () => (await import('./commands/status.ts')).defineStatus,
  },
];

const OPERATOR_COMMANDS: readonly CommandEntry[] = [
  {
    name: 'node',
    summary: "set up a country's node: init, add, accept, renew",
    load: async () => (await import('./commands/node.ts')).defineNode,
  },
  {
    name: 'region',
    summary: 'set up the machine of the region: init, renew',
    load: async () => (await import('./commands/region.ts')).defineRegion,
  },
  {
    name: 'secrets',
    summary: 'copy all key files of a machine, encrypted',
    load: async () => (await import('./commands/secrets.ts')).defineSecrets,
  },
  {
    name: 'up',
    summary: "start or update this machine's node or region",
    load: async () => (await import('./commands/up.ts')).defineUp,
  },
  {
    name: 'upgrade',
    summary: 'upgrade this machine, after a backup',
    load: async () => (await import('./commands/upgrade.ts')).defineUpgrade,
  },
  {
    name: 'rebuild',
    summary: 'count everything again from the log, compare, and swap',
    load: async () => (await import('./commands/rebuild.ts')).defineRebuild,
  },
  {
    name: 'dead-letters',
    summary: 'list messages that could not be counted',
    load: async () => (await import('./commands/dead-letters.ts')).defineDeadLetters,
  },
  {
    name: 'release',
    summary: 'the release plan, releases, approvals, and publication',
    load: async () => (await import('./commands/release.ts')).defineRelease,
  },
  {
    name: 'topics',
    summary: 'topics and access rules of the event log: plan, apply, revoke',
    load: async () => (await import('./commands/topics.ts')).defineTopics,
  },
  {
    name: 'registry',
    summary: 'organisations, authorities and officers: list, show, add, suspend, reinstate, remove',
    load: async () => (await import('./commands/registry.ts')).defineRegistry,
  },
  {
    name: 'certs',
    summary: 'certificates of a small deployment: issue, list, check, renew, revoke',
    load: async () => (await import('./commands/certs.ts')).defineCerts,
  },
  {
    name: 'keys',
    summary: "a node's keys: show fingerprints, share, accept, add an organisation's",
    load: async () => (await import('./commands/keys.ts')).defineKeys,
  },
  {
    name: 'audit',
    summary: 'the audit of a service: a chain that shows later changes',
    load: async () => (await import('./commands/audit.ts')).defineAudit,
  },
  {
    name: 'backup',
    summary: "store a service's backup in a repository, and prove it",
    load: async () => (await import('./commands/backup.ts')).defineBackup,
  },
  {
    name: 'restore',
    summary: 'check a backup of a service, or restore it',
    load: async () => (await import('./commands/restore.ts')).defineRestore,
  },
  {
    name: 'doctor',
    summary: 'check how this machine protects data and keys, and whether its services work',
    load: async () => (await import('./commands/doctor.ts')).defineDoctor,
  },
];

const GROUPS: readonly (readonly [heading: string, commands: readonly CommandEntry[]])[] = [
  ['For reporters:', REPORTER_COMMANDS],
  ['For analysts:', ANALYST_COMMANDS],
  ['For operators:', OPERATOR_COMMANDS],
];

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
  for (const [heading, commands] of GROUPS) {
    program.commandsGroup(heading);
    for (const { name, summary, load } of commands) {
      const command = program.command(name).summary(summary);
      if (args === undefined || args.includes(name)) (await load())(command, context);
    }
  }
  program.commandsGroup('Help:').helpCommand('help [command]', 'describe a command, with an example');
  return program;
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
  // Commander prints its errors as text. With --format json, the code below prints them instead.
  const program = await createProgram(context, args, errorFormat === 'json' ? () => undefined : undefined);
  try {
    const removed = Object.keys(REMOVED_COMMANDS).find((name) => `${args.join(' ')} `.startsWith(`${name} `));
    if (removed !== undefined)
      program
        .showHelpAfterError(false)
        .error(`error: waylight ${removed} was removed: ${REMOVED_COMMANDS[removed]}`);
    await program.parseAsync(args, { from: 'user' });
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
