import type { CommandContext } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Format } from '../options.ts';
import { printRows } from '../tables/print-rows.ts';
import { alignRows } from '../tables/text-table.ts';
import { type Finding, type Level, worstOf } from './finding.ts';

const EXIT_CODES: Readonly<Record<Level, ExitCode>> = {
  ok: EXIT.ok,
  attention: EXIT.partial,
  wrong: EXIT.refused,
};

/** Prints findings, and returns the exit code of the worst. */
export async function printFindings(
  context: CommandContext,
  format: Format,
  findings: readonly Finding[],
): Promise<ExitCode> {
  const exitCode = EXIT_CODES[worstOf(findings)];
  if (format !== 'table') {
    const columns = ['level', 'check', 'where', 'what', 'todo'] as const;
    await printRows(context, {
      format,
      columns,
      rows: findings,
      document: { worst: worstOf(findings), findings },
    });
    return exitCode;
  }
  context.print(findingLines(findings).join('\n'));
  return exitCode;
}

/** Prints to stderr what is not ok, before a command changes this machine. */
export function showProblems({ printMessage }: CommandContext, findings: readonly Finding[]): void {
  const shown = findings.filter(({ level }) => level !== 'ok');
  printMessage(
    `Checked this machine: ${findings.length - shown.length} of ${findings.length} checks are ok.`,
  );
  for (const line of findingLines(shown)) printMessage(line);
}

const findingLines = (findings: readonly Finding[]): string[] =>
  alignRows(
    findings.flatMap(({ level, check, where, what, todo }) => [
      [level, check, `${where}: ${what}`],
      ...(todo === '' ? [] : [['', '', `→ ${todo}`]]),
    ]),
  );
