import type { Report } from '@waylight/contracts/intake';
import type { ReportFlags } from '../commands/report.ts';
import type { Connection } from '../connection/connect.ts';
import type { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { fetchRegionPlan, findCountingReleases } from './counting-releases.ts';
import { decodePreview, previewDocument } from './decode-preview.ts';
import { previewLines } from './preview-lines.ts';

const DAY_MS = 86_400_000;

/** Shows what would become of reports. The node says how each is coded; by which tables it could be counted the region's plan says. */
export async function printPreviews(
  kit: Kit,
  connection: Connection,
  country: ReturnType<typeof nodeCountry>,
  reports: readonly Report[],
  { json }: Pick<ReportFlags, 'json'>,
): Promise<ExitCode> {
  const intake = await connection.intake(country);
  const plan = await fetchRegionPlan(await connection.insights());
  const today = Math.floor(Date.now() / DAY_MS);
  const documents: object[] = [];
  for (const [index, report] of reports.entries()) {
    const response = await intake.previewReport({ report });
    const decoded = decodePreview(
      response,
      report.reportId,
      plan && findCountingReleases(plan, response.event, today),
    );
    if (json === true) documents.push(previewDocument(decoded));
    else kit.print(`${index === 0 ? '' : '\n'}${previewLines(decoded, country).join('\n')}`);
  }
  if (json === true) kit.print(JSON.stringify(documents.length === 1 ? documents[0] : documents, null, 2));
  return EXIT.ok;
}
