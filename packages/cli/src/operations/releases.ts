import type { ReleaseNotice } from '@waylight/contracts/insights';
import { Audience, type ReleaseEvent } from '@waylight/contracts/release';
import {
  AUDIENCES,
  type Audience as AudienceName,
  describeSum,
  describeValue,
  exportTable,
} from '@waylight/disclosure-control';
import type { ExportReleaseFlags, ListReleasesFlags } from '../commands/release.ts';
import type { ConnectionFlags } from '../connection/flags.ts';
import { RpcFailure } from '../connection/rpc-failure.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refused } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { csv } from '../tables/csv.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';
import { keyOf } from './key-of.ts';

const COLUMNS = ['id', 'table', 'period', 'audience', 'k', 'status'] as const;

export async function listReleases(kit: Kit, flags: ListReleasesFlags): Promise<ExitCode> {
  const connection = await kit.connect(flags);
  const { releases } = await (await connection.insights()).getRegionStatus({});
  const rows = releases.map(rowOf);
  switch (flags.format) {
    case 'json':
      kit.print(JSON.stringify(rows, null, 2));
      break;
    case 'csv':
      kit.print(
        await csv(
          COLUMNS,
          rows.map((row) => COLUMNS.map((name) => row[name])),
        ),
      );
      break;
    case 'table':
      kit.print(
        rows.length === 0
          ? 'Nothing has been released that you may see.'
          : textTable(
              columnsOf(COLUMNS, ['k']),
              rows.map((row) => COLUMNS.map((name) => String(row[name]))),
              kit.style,
            ),
      );
      break;
    default:
      flags.format satisfies never;
  }
  return EXIT.ok;
}

function rowOf({ releaseId, tableId, period, audience, k }: ReleaseNotice) {
  // What is told is published: there is no other state that a reader could see.
  return { id: releaseId, table: tableId, period, audience: audienceOf(audience), k, status: 'published' };
}

export async function showRelease(kit: Kit, id: string, flags: ConnectionFlags): Promise<ExitCode> {
  const { release, notices } = await releaseOf(kit, id, flags);
  const titles = [release.rowDimension, ...release.columns, 'total'];
  const read = (value: number): string => describeValue(value, release.k);
  const readTotal = release.marginsAreSums ? describeSum : read;
  kit.print(
    textTable(
      columnsOf(titles, titles.slice(1)),
      release.rows.map((row, r) => [
        row,
        ...release.columns.map((_, c) => read(release.cells[r * release.columns.length + c] ?? 0)),
        readTotal(release.rowTotals[r] ?? 0),
      ]),
      kit.style,
      ['total', ...release.columnTotals.map(readTotal), readTotal(release.total)],
    ),
  );
  const { from, to, closed, audience } = exportTable(release, audienceOf(release.audience), notices);
  kit.print(
    [
      '',
      `${release.unit} by ${release.rowDimension} and ${release.columnDimension}, ${release.period} (${from} to ${to}), for ` +
        `${audience}; closed after ${closed} by the plan.`,
      `Every number is a multiple of ${release.k}${boundOf(release)}; "0–${release.k - 1}" is never none.`,
      ...notices,
    ].join('\n'),
  );
  return EXIT.ok;
}

function boundOf({ k, marginsAreSums }: ReleaseEvent): string {
  return marginsAreSums
    ? `; a cell is less than ${k} from the truth; totals are sums of cells, have no bound of their own, and "0 or more" is a sum of 0`
    : ` and less than ${k} from the truth`;
}

export async function exportRelease(kit: Kit, id: string, flags: ExportReleaseFlags): Promise<ExitCode> {
  const { release, notices } = await releaseOf(kit, id, flags);
  const table = exportTable(release, audienceOf(release.audience), notices);
  if (flags.table !== undefined && flags.table !== table.table)
    throw refused(`the release ${id} has no table ${flags.table}`, `It has: ${table.table}`);
  kit.print(JSON.stringify(flags.table === undefined ? [table] : table));
  return EXIT.ok;
}

async function releaseOf(
  kit: Kit,
  id: string,
  flags: ConnectionFlags,
): Promise<{ readonly release: ReleaseEvent; readonly notices: readonly string[] }> {
  const connection = await kit.connect(flags);
  const insights = await connection.insights();
  try {
    const { release, notices } = await insights.getRelease({ releaseId: id });
    if (release === undefined) throw new Error('an answer without a release');
    return { release, notices };
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND')
      throw refused(
        'there is no such release that you may see',
        'npx waylight release list names those that there are.',
      );
    throw error;
  }
}

/** An audience that this version does not know is read as the narrowest. */
function audienceOf(audience: Audience): AudienceName {
  const name = keyOf(Audience, audience).toLowerCase();
  return AUDIENCES.find((known) => known === name) ?? 'partners';
}
