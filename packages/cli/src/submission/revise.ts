import type { ReviseFlags } from '../commands/revise.ts';
import type { IntakeCalls } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { type AcceptedOperation, printReceipts } from './print-receipts.ts';
import { readReports } from './report.ts';

export async function revise(kit: Kit, file: string, flags: ReviseFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const base = parseBaseRevision(flags.base);
  const reports = await readReports(kit, file);
  if (reports.length > 1 && base !== 'current')
    throw usageFailure('a list of reports has no one base revision: say --base current');
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const done: AcceptedOperation[] = [];
  try {
    for (const report of reports) {
      const baseRevision = base === 'current' ? await currentRevision(intake, report.reportId) : base;
      const validateOnly = flags.validateOnly === true;
      const { receipt, outcome } = await intake.reviseReport({ report, baseRevision, validateOnly });
      done.push({ receipt, outcome, shareWith: report.shareWith });
    }
  } finally {
    // What was revised before one was refused is durable, so its receipts are owed.
    if (done.length > 0) printReceipts(kit, done, { country, json: flags.json === true });
  }
  return EXIT.ok;
}

/** A revision's number, or `current`. */
export function parseBaseRevision(text: string): number | 'current' {
  if (text === 'current') return text;
  const revision = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (revision < 1)
    throw usageFailure(`--base got "${text}"; it wants the number of a revision, or "current"`);
  return revision;
}

async function currentRevision(intake: Pick<IntakeCalls, 'getReceipt'>, reportId: string): Promise<number> {
  const { receipt } = await intake.getReceipt({ reportId });
  return receipt?.revision ?? 0;
}
