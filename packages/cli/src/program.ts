import { Command, CommanderError } from 'commander';
import { registerAccess } from './commands/access.ts';
import { registerActivity } from './commands/activity.ts';
import { registerAudit } from './commands/audit.ts';
import { registerCerts } from './commands/certs.ts';
import { registerCodes } from './commands/codes.ts';
import { registerCompleteness } from './commands/completeness.ts';
import { registerConsent } from './commands/consent.ts';
import { registerDeadLetters } from './commands/dead-letters.ts';
import { registerDoctor } from './commands/doctor.ts';
import { registerImport } from './commands/import.ts';
import { registerRebuild } from './commands/rebuild.ts';
import { registerReceipt } from './commands/receipt.ts';
import { registerRegistry } from './commands/registry.ts';
import { registerRelease } from './commands/release.ts';
import { registerReport } from './commands/report.ts';
import { registerReports } from './commands/reports.ts';
import { registerRetention } from './commands/retention.ts';
import { registerRetract } from './commands/retract.ts';
import { registerRevise } from './commands/revise.ts';
import { registerStatus } from './commands/status.ts';
import { registerTemplate } from './commands/template.ts';
import { registerTopics } from './commands/topics.ts';
import { registerTrends } from './commands/trends.ts';
import { EXIT, EXIT_MEANINGS } from './exit-codes.ts';
import type { Kit } from './kit.ts';

/** The command line. Each command loads what it works with when it runs: `--help` is to be there at once. */
export function createProgram(kit: Kit): Command {
  const program = new Command('waylight')
    .description('Report to a country node, read the regional trend, look after the region.')
    .exitOverride()
    .configureOutput({ writeOut: kit.print, writeErr: (text) => kit.printMessage(text.trimEnd()) })
    .showHelpAfterError('See --help.')
    .addHelpText('after', afterHelp);
  program.commandsGroup('For reporters:');
  registerReport(program, kit);
  registerRevise(program, kit);
  registerRetract(program, kit);
  registerConsent(program, kit);
  registerReceipt(program, kit);
  registerReports(program, kit);
  registerActivity(program, kit);
  registerImport(program, kit);
  registerTemplate(program, kit);
  registerCodes(program, kit);
  program.commandsGroup('For analysts:');
  registerTrends(program, kit);
  registerCompleteness(program, kit);
  registerStatus(program, kit);
  program.commandsGroup('For operators:');
  registerRebuild(program, kit);
  registerDeadLetters(program, kit);
  registerRelease(program, kit);
  registerTopics(program, kit);
  registerRegistry(program, kit);
  registerCerts(program, kit);
  registerAudit(program, kit);
  registerRetention(program, kit);
  registerAccess(program, kit);
  registerDoctor(program, kit);
  program.commandsGroup('Help:').helpCommand('help [command]', 'what a command does, with an example');
  return program;
}

const afterHelp = `
Data goes to stdout, words and progress to stderr; NO_COLOR is honoured.

Exit codes:
${EXIT_MEANINGS.map(([code, meaning]) => `  ${String(code).padStart(3)}  ${meaning}`).join('\n')}

Example:
  npx waylight trends --layer public-record --by period,country --period year`;

/** Runs the command; wrong usage is exit code 2. `exitCode` tells what the command's action decided. */
export async function run(
  program: Command,
  args: readonly string[],
  exitCode: () => NodeJS.Process['exitCode'],
): Promise<number> {
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    throw error;
  }
  return Number(exitCode() ?? EXIT.ok);
}
