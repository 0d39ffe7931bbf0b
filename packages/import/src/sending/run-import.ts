import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import type { Encoding, Mapping } from '../mappings/mapping.ts';
import { checkRows, type RowState } from './check-rows.ts';
import { codeFile } from '../coding/code-file.ts';
import { countNotes, type NoteCount } from '../coding/code-table.ts';
import type { Refusal } from '../coding/coded-report.ts';
import { findExistingReports, isRetractedForGood } from './existing-reports.ts';
import type { Nodes } from './node-calls.ts';
import { makeImportId } from '../coding/report-id.ts';
import { findNodesWithCopy, needsSending, sendRows } from './send-rows.ts';
import type { SourceFile } from '../files/source-file.ts';

export type ImportOptions = {
  /** CSV or XLSX: its path, or the file as it was opened. */
  readonly file: string | SourceFile;
  readonly mapping: Mapping;
  /** Calls to a country's node in the organisation's name. */
  readonly nodes: Nodes;
  /** The node that takes all rows; undefined: each country's own, or the one that the mapping names. */
  readonly country?: NodeCountry;
  /** Nodes that may have reports of before: all, unless only some can be reached. */
  readonly queriedNodes?: readonly NodeCountry[];
  /** Only ask; send nothing. */
  readonly dryRun?: boolean;
  /** Send the rows that are not refused, even if some are. */
  readonly partial?: boolean;
  /** Instead of the mapping's, and of what the file looks like. */
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
  /** Rows by how they stood to what the nodes had before. */
  readonly states: Readonly<Record<RowState, number>>;
  /** Rows whose report lived at another node. */
  readonly moved: number;
  readonly refusedRows: number;
  readonly refusals: readonly Refusal[];
  /** Operations that a node took; 0 of a dry run, and where rows were refused. */
  readonly sent: number;
  readonly notes: readonly NoteCount[];
  /** Columns that no field takes. */
  readonly leftBehind: readonly string[];
  readonly byNode: Readonly<Partial<Record<NodeCountry, number>>>;
};

/**
 * Imports a file: reads, codes, asks the nodes what they have, then sends what is new or has changed. Each row's id makes
 * it harmless to repeat, so what was interrupted is finished by running it again. If a row is refused nothing is sent,
 * unless `partial`. Throws ImportInputError for a file or mapping that can't be used, RpcFailure where a node can't be
 * reached.
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
    ...{ nodes, mapping, importId, existing, signal, onAnswer: checking },
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
