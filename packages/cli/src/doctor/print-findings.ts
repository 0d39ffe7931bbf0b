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
  const lines = alignRows(
    findings.flatMap(({ level, check, where, what, todo }) => [
      [level, check, `${where}: ${what}`],
      ...(todo === '' ? [] : [['', '', `→ ${todo}`]]),
    ]),
  );
  context.print(lines.join('\n'));
  return exitCode;
}
