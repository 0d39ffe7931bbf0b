import { isoDay } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { drawnTableOf, type ReleaseEventTable, type VictimSums } from '../draw/drawn-table.ts';
import { ALL, POOLED_ROW } from '../plan/axis.ts';
import { type CompletenessEvent, completenessFrom } from './completeness.ts';
import { type Coordinates, type ExportedTable, TOTAL } from './exported-table-schema.ts';
import { noticesOf } from './notices.ts';

/** A release event. */
export type ReleaseToExport = ReleaseEventTable & {
  readonly releaseId: string;
  readonly unit: string;
  readonly fromDay: number;
  readonly toDay: number;
  readonly closedDay: number;
  readonly planVersion: number;
  readonly rowDimension: string;
  readonly columnDimension: string;
  readonly marginsAreSums?: boolean;
  readonly brokenDownTableId?: string;
  readonly breakdownThreshold?: number;
  readonly completeness?: readonly CompletenessEvent[];
  readonly trial?: boolean;
  /** Signature of the release. Empty, like the key id, before the release is signed. */
  readonly signature?: Uint8Array;
  readonly signingKeyId?: string;
};

/** Exports every number of a release, including margins and total, with its notices and the signature of its event. */
export function exportTable(release: ReleaseToExport, audience: Audience): ExportedTable {
  const drawn = drawnTableOf(release);
  const [rows, columns] = [
    { dimension: release.rowDimension, codes: drawn.rows, pooledRows: drawn.pooledRows ?? [] },
    { dimension: release.columnDimension, codes: drawn.columns, pooledRows: [] },
  ] as const;
  const numbers = positionsOf(rows).flatMap(({ coords: row, at: r }) =>
    positionsOf(columns).map(({ coords: column, at: c }) => {
      const value =
        r === undefined
          ? c === undefined
            ? drawn.total
            : drawn.columnTotals[c]
          : c === undefined
            ? drawn.rowTotals[r]
            : drawn.cells[r]?.[c];
      if (value === undefined) throw new RangeError('A release lacks a number of its table');
      return { coords: { ...row, ...column }, value };
    }),
  );
  const withheld = numbers.flatMap(({ coords, value }) => (value === null ? [coords] : []));
  const signed = {
    release: release.releaseId,
    table: release.tableId,
    period: release.period,
    audience,
    k: release.roundingBase,
    unit: release.unit,
    from: isoDay(release.fromDay),
    to: isoDay(release.toDay),
    closed: isoDay(release.closedDay),
    planVersion: release.planVersion,
    ...(release.marginsAreSums === true ? { marginsAreSums: true as const } : {}),
    ...(release.trial === true ? { trial: true as const } : {}),
    dimensions: Object.fromEntries(
      [rows, columns]
        .filter(({ dimension }) => dimension !== ALL)
        .map(({ dimension, codes, pooledRows }) => [dimension, { tree: codeTreeOf(codes, pooledRows) }]),
    ),
    cells: numbers.flatMap(({ coords, value }) => (value === null ? [] : [{ coords, value }])),
    ...(withheld.length > 0 ? { notBrokenDown: withheld } : {}),
    ...(release.brokenDownTableId
      ? { splits: { table: release.brokenDownTableId, from: release.breakdownThreshold ?? 0 } }
      : {}),
    ...(drawn.victims === undefined ? {} : { victims: exportVictims(drawn.victims, rows) }),
    ...exportCompleteness(release),
  };
  return { ...signed, notices: noticesOf(signed), ...signatureOf(release) };
}

function exportCompleteness({ completeness = [] }: ReleaseToExport): Pick<ExportedTable, 'completeness'> {
  if (completeness.length === 0) return {};
  return {
    completeness: completeness
      .map(completenessFrom)
      .map((one) => ({ ...one, countries: [...one.countries] })),
  };
}

function exportVictims(
  { roundingBase, minIncidents, rows, total }: VictimSums,
  line: AxisCodes,
): ExportedTable['victims'] {
  const sums = positionsOf(line).flatMap(({ coords, at }) => {
    const value = at === undefined ? total : rows[at];
    return value === null || value === undefined ? [] : [{ coords, value }];
  });
  return { k: roundingBase, from: minIncidents, sums };
}

type AxisCodes = { readonly dimension: string; readonly codes: readonly string[] };

/** Returns the positions of an axis: each code, then the margin of all codes. An axis that is not broken down has one position. */
export function positionsOf({
  dimension,
  codes,
}: AxisCodes): { coords: Coordinates; at: number | undefined }[] {
  if (dimension === ALL) return [{ coords: {}, at: 0 }];
  return [
    ...codes.map((code, at) => ({ coords: { [dimension]: code }, at })),
    { coords: { [dimension]: TOTAL }, at: undefined },
  ];
}

/** The pooled row is a separate node, because the tree already contains each row that it pools. */
function codeTreeOf(codes: readonly string[], pooledRows: readonly string[]): Record<string, string[]> {
  const each = codes.filter((code) => code !== POOLED_ROW);
  return { [TOTAL]: each, ...(each.length < codes.length ? { [POOLED_ROW]: [...pooledRows] } : {}) };
}

function signatureOf({ signature, signingKeyId = '' }: ReleaseToExport): Pick<ExportedTable, 'signature'> {
  if (signature === undefined || signature.length === 0 || signingKeyId === '') return {};
  const value = Buffer.from(signature).toString('base64');
  return { signature: { keyId: signingKeyId, algorithm: 'Ed25519', value } };
}
