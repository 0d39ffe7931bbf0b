import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { Table } from '../files/table.ts';
import type { Mapping } from '../mappings/mapping.ts';
import { createRowCoder } from './code-row.ts';
import type { CodedReport, CodingNote, Refusal } from './coded-report.ts';

/** Maximum number of other rows with the same id that a refusal lists. */
const MAX_OTHERS = 5;

export type RoutedRow = { readonly coded: CodedReport; readonly node: NodeCountry };

export type CodedTable = {
  readonly rows: readonly RoutedRow[];
  readonly refusals: readonly Refusal[];
  readonly refusedRows: number;
  readonly leftBehind: readonly string[];
};

/** Codes all rows and finds their nodes. All rows that share an id are refused, because it is unknown which row is right. */
export function codeTable(
  table: Table,
  mapping: Mapping,
  requestedNode: NodeCountry | undefined,
): CodedTable {
  const coder = createRowCoder(mapping, table.columns, requestedNode);
  const coded: CodedReport[] = [];
  const refusals: Refusal[] = [];
  for (const row of table.rows) {
    const result = coder.codeRow(row);
    if (result.kind === 'coded') coded.push(result);
    else refusals.push(...result.refusals);
  }
  for (const { row, reason } of table.misshapen)
    refusals.push({ row, column: '', value: '', reason, nearest: [] });
  const sharing = rowsById(coded);
  const rows: RoutedRow[] = [];
  for (const row of coded) {
    const same = sharing.get(row.reportId) ?? [];
    if (same.length > 1) {
      const others = same.slice(0, MAX_OTHERS + 1).filter((other) => other !== row.row);
      refusals.push({
        row: row.row,
        column: mapping.id.columns.join(' + '),
        value: row.reportId,
        reason: `row ${others.slice(0, MAX_OTHERS).join(', ')} has the same id: an id belongs to one report`,
        nearest: [],
      });
      continue;
    }
    const node = routeReport(mapping, row, requestedNode);
    if (typeof node === 'string') rows.push({ coded: row, node });
    else refusals.push(node.refusal);
  }
  refusals.sort((a, b) => a.row - b.row);
  return {
    rows,
    refusals,
    refusedRows: table.rows.length + table.misshapen.length - rows.length,
    leftBehind: coder.leftBehind,
  };
}

function rowsById(coded: readonly CodedReport[]): ReadonlyMap<string, number[]> {
  const rows = new Map<string, number[]>();
  for (const { reportId, row } of coded) {
    const same = rows.get(reportId);
    if (same === undefined) rows.set(reportId, [row]);
    else same.push(row);
  }
  return rows;
}

/** The node of a report: the requested node, the node of its country, or the node that the mapping names for this country. */
function routeReport(
  mapping: Mapping,
  coded: CodedReport,
  requestedNode: NodeCountry | undefined,
): NodeCountry | { readonly refusal: Refusal } {
  if (requestedNode !== undefined) return requestedNode;
  const { country } = coded.report;
  const own = NODE_COUNTRIES.find((node) => node === country);
  const named = own ?? mapping.nodes[country];
  if (named !== undefined) return named;
  const field = coded.fields.get('country');
  return {
    refusal: {
      row: coded.row,
      column: field?.column ?? '',
      value: field?.cell ?? '',
      reason: `${country} has no node: set one in the mapping (nodes: { ${country}: BA }), or use --country`,
      nearest: [],
    },
  };
}

/** A note with the numbers of its rows. */
export type NoteCount = { readonly field: string; readonly text: string; readonly rows: readonly number[] };

export function countNotes(notes: Iterable<CodingNote>): NoteCount[] {
  const counts = new Map<string, { field: string; text: string; rows: Set<number> }>();
  for (const { field, text, row } of notes) {
    const key = `${field}\n${text}`;
    const count = counts.get(key) ?? { field, text, rows: new Set() };
    count.rows.add(row);
    counts.set(key, count);
  }
  return [...counts.values()]
    .map(({ field, text, rows }) => ({ field, text, rows: [...rows] }))
    .sort((a, b) => b.rows.length - a.rows.length || a.field.localeCompare(b.field, 'en'));
}
