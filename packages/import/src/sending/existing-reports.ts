import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, type ReportSummary } from '@waylight/contracts/intake';
import { RpcFailure } from '@waylight/service-kit/client';
import type { CodedReport } from '../coding/coded-report.ts';
import { type ImportNode, type Nodes, retryTransient } from './node-calls.ts';

const PAGE_SIZE = 1000;

/** What nodes have of an organisation's reports, by id. */
export type ExistingReports = ReadonlyMap<NodeCountry, ReadonlyMap<string, ReportSummary>>;

/**
 * Asks nodes which of these ids they have. A node that doesn't take this organisation has nothing of it and is left out;
 * one that doesn't answer makes it fail, because a report could live there and would count twice.
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

/** Every own report that fits, over all pages. */
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

/** What a node says that takes this organisation; undefined of one that doesn't. */
export async function skipIfNotPermitted<T>(call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'PERMISSION_DENIED') return undefined;
    throw error;
  }
}

/** What an import itself retracted; everything else somebody decided, and no table takes it back. */
const RESTORABLE_REASONS: ReadonlySet<RetractionReason> = new Set([
  RetractionReason.IMPORT_UNDONE,
  RetractionReason.MOVED,
]);

/** Whether a report was retracted for good, at whatever node. */
export function isRetractedForGood(existing: ExistingReports, { coded }: { readonly coded: CodedReport }): boolean {
  const found = [...existing.values()].flatMap((reports) => reports.get(coded.reportId) ?? []);
  return (
    found.every(({ retracted }) => retracted) &&
    found.some(({ retractionReason }) => !RESTORABLE_REASONS.has(retractionReason))
  );
}
