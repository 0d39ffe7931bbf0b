import { Report, type SubmitReportRequest } from '@waylight/contracts/intake';
import type { ReportFlags } from '../commands/report.ts';
import { nodeCountry } from '../connection/country.ts';
import type { ExitCode } from '../exit-codes.ts';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { readObjects } from '../report-file/read-file.ts';
import { REPORT_SHAPE } from '../report-file/report-shape.ts';
import { type AcceptedOperation, printReceipts } from './print-receipts.ts';
import { isAccepted, refusalLines, submitReports } from './submit-many.ts';

export async function sendReports(kit: Kit, file: string, flags: ReportFlags): Promise<ExitCode | undefined> {
  const country = nodeCountry(flags.country);
  const reports = await readReports(kit, file);
  const connection = await kit.connect(flags, { country });
  if (flags.preview === true) {
    const { printPreviews } = await import('../preview/print-previews.ts');
    return printPreviews(kit, connection, country, reports, flags);
  }
  const intake = await connection.intake(country);
  const validateOnly = flags.validateOnly === true;
  const print = (done: readonly AcceptedOperation[]) =>
    printReceipts(kit, done, { country, json: flags.json === true });

  const [first] = reports;
  if (reports.length === 1 && first !== undefined) {
    const { receipt, outcome } = await intake.submitReport({ report: first, validateOnly });
    print([{ receipt, outcome, shareWith: first.shareWith }]);
    return EXIT.ok;
  }

  const all = (dry: boolean) =>
    reports.map((one): SubmitReportRequest => ({ report: one, validateOnly: dry }));
  const checked = await submitReports(kit, intake, 'checking', all(true));
  const wrong = checked.filter((one) => !isAccepted(one));
  if (wrong.length > 0)
    throw new CommandFailure(
      EXIT.refused,
      `${wrong.length} of ${reports.length} reports would be refused; nothing was sent`,
      wrong.flatMap(refusalLines),
    );
  const results = validateOnly ? checked : await submitReports(kit, intake, 'sending', all(false));
  const done = results.filter(isAccepted);
  print(done);
  const refusals = results.filter((one) => !isAccepted(one));
  if (refusals.length === 0) return EXIT.ok;
  throw new CommandFailure(
    done.length === 0 ? EXIT.refused : EXIT.partial,
    `${refusals.length} of ${reports.length} reports were refused`,
    refusals.flatMap(refusalLines),
  );
}

export async function readReports(kit: Kit, file: string): Promise<Report[]> {
  const objects = await readObjects(kit, file, REPORT_SHAPE);
  return objects.map((value) => Report.fromPartial(value as Partial<Report>));
}
