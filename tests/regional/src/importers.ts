import type { RegistryContent } from '@waylight/access';
import type { Connection } from '@waylight/cli';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { ListReportsRequest, type ReportSummary } from '@waylight/contracts/intake';

/** A registry of organisations that may report everywhere, also to the public record. */
export const importers = (ids: readonly string[]): RegistryContent => ({
  version: 1,
  organisations: ids.map((id, n) => ({
    id,
    number: n + 1,
    name: id,
    countries: [...NODE_COUNTRIES],
    role: 'regional',
    status: 'active',
    publicSource: { attribution: 'Source (CC BY 4.0)' },
  })),
  operators: ['region'],
  authorities: [],
  officers: [],
  revoked: [],
});

/** All reports of an organisation at a node. */
export async function reportsAt(connection: Connection, country: NodeCountry): Promise<ReportSummary[]> {
  const all: ReportSummary[] = [];
  const calls = await connection.intake(country);
  let pageToken = '';
  do {
    const page = await calls.listReports(ListReportsRequest.fromPartial({ pageSize: 50, pageToken }));
    all.push(...page.reports);
    pageToken = page.nextPageToken;
  } while (pageToken !== '');
  return all;
}
