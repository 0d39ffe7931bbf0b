import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, type ReportSummary } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import type { CodedReport } from '../coding/coded-report.ts';
import { type ImportNode, type Nodes, retryTransient } from './node-calls.ts';

const PAGE_SIZE = 1000;

/** An organisation's reports at each node, by id. */
export type ExistingReports = ReadonlyMap<NodeCountry, ReadonlyMap<string, ReportSummary>>;

/**
 * Lists the reports with these ids at all nodes. A node that does not admit this organisation is skipped, because it has
 * none of its reports. An unreachable node is an error: a report there would count twice.
 */
export async function findExistingReports(
  nodes: Nodes,
  countries: readonly NodeCountry[],
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ExistingReports> {
  const existing = new Map<NodeCountry, ReadonlyMap<string, ReportSummary>>();
  for (const country of countries) {
    const found = await skipIfNotPermitted(async () => findAtNode(await nodes(country), ids, signal));
    if (found !== undefined) existing.set(country, found);
  }
  return existing;
}

async function findAtNode(
  node: ImportNode,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, ReportSummary>> {
  const found = new Map<string, ReportSummary>();
  for (let at = 0; at < ids.length; at += PAGE_SIZE)
    for await (const report of listAllReports(node, { reportIds: ids.slice(at, at + PAGE_SIZE) }, signal))
      found.set(idOf(report), report);
  return found;
}

/** All own reports that match the filter, over all pages. */
export async function* listAllReports(
  node: ImportNode,
  filter: { readonly reportIds?: string[]; readonly importId?: string },
  signal: AbortSignal,
): AsyncGenerator<ReportSummary> {
  let pageToken = '';
  do {
    const request = ListReportsRequest.fromPartial({ ...filter, pageSize: PAGE_SIZE, pageToken });
    const page = await retryTransient(signal, () => node.listReports(request, { signal }));
    yield* page.reports;
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
}

export function idOf({ receipt }: ReportSummary): string {
  return receipt?.reportId ?? '';
}

export function revisionOf(report: ReportSummary | undefined): number {
  return report?.receipt?.revision ?? 0;
}

/** Returns the result of a call, or undefined if the node does not admit this organisation. */
export async function skipIfNotPermitted<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'PERMISSION_DENIED') return undefined;
    throw error;
  }
}

/** Reasons of an import's own retractions. No import reverses a retraction for another reason. */
const RESTORABLE_REASONS: ReadonlySet<RetractionReason> = new Set([
  RetractionReason.IMPORT_UNDONE,
  RetractionReason.MOVED,
]);

/** Returns true if a report is retracted everywhere, for a reason that no import reverses. */
export function isRetractedForGood(
  existing: ExistingReports,
  { coded }: { readonly coded: CodedReport },
): boolean {
  const found = [...existing.values()].flatMap((reports) => reports.get(coded.reportId) ?? []);
  return (
    found.every(({ retracted }) => retracted) &&
    found.some(({ retractionReason }) => !RESTORABLE_REASONS.has(retractionReason))
  );
}
