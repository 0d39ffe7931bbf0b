import type { NodeCountry } from '@waylight/contracts';
import { DatePrecision, Layer, type ReportEvent } from '@waylight/contracts/incident';
import type { Report } from '@waylight/contracts/intake';
import { type ReleasePlan, releasesForReport, SHARE_WITH } from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import { codeByNumber } from '@waylight/taxonomy';
import type { CommandContext } from '../command-context.ts';
import type { Connection, InsightsCalls } from '../connection/connect.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Format } from '../options.ts';
import { fetchRegionPlan } from '../releases/region-plan.ts';
import { printRows } from '../tables/print-rows.ts';
import { decodePreview, type Preview, previewDocument } from './decode-preview.ts';
import { previewLines } from './preview-lines.ts';

const DAY_MS = 86_400_000;

/** Prints previews of reports: the node codes each report, and the region's plan names the tables. */
export async function printPreviews(
  context: CommandContext,
  connection: Connection,
  country: NodeCountry,
  reports: readonly Report[],
  format: Format,
): Promise<ExitCode> {
  const intake = await connection.intake(country);
  const plan = await fetchReachablePlan(await connection.insights());
  const today = Math.floor(Date.now() / DAY_MS);
  const previews: Preview[] = [];
  for (const report of reports) {
    const response = await intake.previewReport({ report });
    const releases = plan && findCountingReleases(plan, response.event, today);
    const preview = decodePreview(response, report.reportId, releases);
    if (format === 'table')
      context.print(`${previews.length === 0 ? '' : '\n'}${previewLines(preview, country).join('\n')}`);
    previews.push(preview);
  }
  if (format === 'table') return EXIT.ok;
  const documents = previews.map(previewDocument);
  await printRows(context, {
    format,
    columns: ['reportId', 'part', 'field', 'value'],
    rows: previews.flatMap(previewRows),
    document: documents.length === 1 ? documents[0] : documents,
  });
  return EXIT.ok;
}

function previewRows({ reportId, onLog, coded, nodeOnly, dropped }: Preview) {
  const row = (part: string, field: string, value = '') => ({ reportId, part, field, value });
  return [
    ...(onLog?.fields ?? []).map(([field, value]) => row('log', field, value)),
    ...(onLog === undefined ? coded : []).map(([field, value]) => row('node', field, value)),
    ...nodeOnly.map((field) => row('node-only', field)),
    ...dropped.map((field) => row('dropped', field)),
  ];
}

/** The region's plan; undefined if insights does not answer, because a preview is useful without the plan too. */
async function fetchReachablePlan(
  insights: Pick<InsightsCalls, 'getReleasePlan'>,
): Promise<ReleasePlan | undefined> {
  try {
    return await fetchRegionPlan(insights);
  } catch (error) {
    if (error instanceof RpcFailure) return undefined;
    throw error;
  }
}

/** Ids of releases that could count an event; empty for a retraction or the public record. */
function findCountingReleases(plan: ReleasePlan, event: ReportEvent | undefined, today: number): string[] {
  if (event?.change?.$case !== 'incident' || event.layer !== Layer.REPORTS) return [];
  const { shareWith: number, occurredDay, datePrecision } = event.change.value;
  const id = codeByNumber('shareWith', number)?.id;
  const shareWith = SHARE_WITH.find((audience) => audience === id);
  if (shareWith === undefined) return [];
  const precision = COARSE_PRECISIONS[datePrecision] ?? 'day';
  const receivedDay = event.firstReceivedDay;
  return releasesForReport(plan, { shareWith, occurredDay, precision, receivedDay }, today);
}

const COARSE_PRECISIONS: Readonly<Partial<Record<DatePrecision, 'month' | 'year'>>> = {
  [DatePrecision.MONTH]: 'month',
  [DatePrecision.YEAR]: 'year',
};
