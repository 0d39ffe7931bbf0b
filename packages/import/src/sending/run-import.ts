import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { codeFile } from '../coding/code-file.ts';
import { countNotes, type NoteCount } from '../coding/code-table.ts';
import type { Refusal } from '../coding/coded-report.ts';
import { makeImportId } from '../coding/report-id.ts';
import type { SourceFile } from '../files/source-file.ts';
import type { Encoding, Mapping } from '../mappings/mapping.ts';
import { checkRows, type RowState } from './check-rows.ts';
import { findExistingReports, isRetractedForGood } from './existing-reports.ts';
import type { Nodes } from './node-calls.ts';
import { findNodesWithCopy, needsSending, sendRows } from './send-rows.ts';

export type ImportOptions = {
  /** The path of a CSV or XLSX file, or an open file. */
  readonly file: string | SourceFile;
  readonly mapping: Mapping;
  /** Calls to a country's node as the organisation. */
  readonly nodes: Nodes;
  /** The node of all rows. Default: the node of each row's country, or the node that the mapping names for this country. */
  readonly country?: NodeCountry;
  /** Nodes to search for existing reports. Default: all. */
  readonly queriedNodes?: readonly NodeCountry[];
  /** Only validate; send nothing. */
  readonly dryRun?: boolean;
  /** Send the valid rows even if others are refused. */
  readonly partial?: boolean;
  /** Overrides the mapping's encoding and the detected one. */
  readonly encoding?: Encoding;
  readonly signal: AbortSignal;
  readonly onProgress?: (progress: ImportProgress) => void;
};

export type ImportProgress = {
  readonly phase: 'checking' | 'sending';
  readonly done: number;
  readonly total: number;
};

export type ImportSummary = {
  readonly importId: string;
  readonly mapping: string;
  readonly attribution?: string;
  readonly rows: number;
  /** Numbers of rows by their state before the import. */
  readonly states: Readonly<Record<RowState, number>>;
  /** Number of rows whose report was at another node. */
  readonly moved: number;
  readonly refusedRows: number;
  readonly refusals: readonly Refusal[];
  /** Number of accepted operations; 0 for a dry run, and if refused rows stopped the import. */
  readonly sent: number;
  readonly notes: readonly NoteCount[];
  /** Columns that no field uses. */
  readonly leftBehind: readonly string[];
  /** Sheets of a workbook whose rows are not sent. */
  readonly unreadSheets: readonly string[];
  readonly byNode: Readonly<Partial<Record<NodeCountry, number>>>;
};

/**
 * Imports a file: reads and codes it, compares its rows with the nodes, then sends new and changed reports. Row ids make it
 * idempotent: a second run finishes an interrupted run. A refused row stops the import before sending, unless `partial`.
 * Throws ImportInputError for an unusable file or mapping, and RpcFailure for an unreachable node.
 */
export async function runImport(options: ImportOptions): Promise<ImportSummary> {
  const { mapping, nodes, signal } = options;
  const coded = await codeFile(options);
  const importId = makeImportId(mapping, coded.digest);

  const ids = coded.rows.map(({ coded: { reportId } }) => reportId);
  const existing =
    ids.length === 0
      ? new Map()
      : await findExistingReports(nodes, options.queriedNodes ?? NODE_COUNTRIES, ids, signal);

  const progress = createProgressReporter(options);
  const checking = progress('checking', coded.rows.length);
  const checked = await checkRows(coded.rows, {
    nodes,
    mapping,
    importId,
    existing,
    signal,
    onAnswer: checking,
  });
  const refusals = [...coded.refusals, ...checked.refusals].sort((a, b) => a.row - b.row);
  const rows = checked.rows.map((row) =>
    isRetractedForGood(existing, row) ? { ...row, state: 'retracted' as const } : row,
  );
  const moved = rows.filter((row) => findNodesWithCopy(existing, row).length > 0).length;

  const sendsNothing = options.dryRun === true || (refusals.length > 0 && options.partial !== true);
  const toSend = rows.filter(needsSending).length;
  const sent = sendsNothing
    ? { done: 0, refusals: [] }
    : await sendRows(rows, { nodes, importId, existing, signal, onAnswer: progress('sending', toSend) });

  const states: Record<RowState, number> = { new: 0, changed: 0, same: 0, back: 0, retracted: 0 };
  const byNode: Partial<Record<NodeCountry, number>> = {};
  for (const { state, node } of rows) {
    states[state] += 1;
    byNode[node] = (byNode[node] ?? 0) + 1;
  }
  return {
    importId,
    mapping: mapping.name,
    ...(mapping.attribution !== undefined && { attribution: mapping.attribution }),
    rows: coded.count,
    states,
    moved,
    refusedRows: coded.count - rows.length + new Set(sent.refusals.map(({ row }) => row)).size,
    refusals: [...refusals, ...sent.refusals],
    sent: sent.done,
    notes: countNotes(rows.flatMap(({ notes }) => notes)),
    leftBehind: coded.leftBehind,
    unreadSheets: coded.unreadSheets,
    byNode,
  };
}

function createProgressReporter({ onProgress }: ImportOptions) {
  return (phase: ImportProgress['phase'], total: number) => {
    let done = 0;
    onProgress?.({ phase, done, total });
    return () => {
      done = Math.min(done + 1, total);
      onProgress?.({ phase, done, total });
    };
  };
}
