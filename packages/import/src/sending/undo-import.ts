import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import type { ReportSummary } from '@waylight/contracts/intake';
import { groupByNode } from './check-rows.ts';
import {
  findExistingReports,
  idOf,
  listAllReports,
  revisionOf,
  skipIfNotPermitted,
} from './existing-reports.ts';
import type { Nodes } from './node-calls.ts';
import { type Operation, submitOperations } from './submit-operations.ts';

export type UndoOptions = {
  readonly importId: string;
  readonly nodes: Nodes;
  /** Nodes that may have reports of the import. */
  readonly countries: readonly NodeCountry[];
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

type ReportAtNode = { readonly node: NodeCountry; readonly reportId: string; readonly revision: number };

export type UndoSummary = {
  readonly importId: string;
  readonly retracted: number;
  /** Reports of this import that are already retracted. */
  readonly alreadyRetracted: number;
  /** Reports that existed before the import, which only revised or moved them. They stay unchanged. */
  readonly existedBefore: readonly ReportAtNode[];
  /** Reports that nodes refused to retract. */
  readonly refused: readonly (ReportAtNode & { readonly reason: string })[];
};

/** Retracts the reports that an import created. Repeating an undo changes nothing; importing again restores the reports. */
export async function undoImport(options: UndoOptions): Promise<UndoSummary> {
  const { importId, nodes, signal } = options;
  const { created, revised, alreadyRetracted } = await findReportsOfImport(options);
  const moved = await findMovedHere(created, options);
  const refused: (ReportAtNode & { reason: string })[] = [];
  let done = 0;
  const reportProgress = () => options.onProgress?.(done, created.length);
  const onAnswer = () => {
    done += 1;
    reportProgress();
  };
  reportProgress();
  for (const [node, group] of groupByNode(created)) {
    const answers = await submitOperations(await nodes(node), group.map(retractionOf), { signal, onAnswer });
    for (const [index, answer] of answers.entries()) {
      const report = group[index];
      if (answer.kind === 'refused' && report !== undefined)
        refused.push({ ...report, reason: answer.refused.message });
    }
  }
  return {
    importId,
    retracted: created.length - refused.length,
    alreadyRetracted,
    existedBefore: [...revised, ...moved],
    refused,
  };
}

/** Reports that an import created or only revised, at all nodes. */
async function findReportsOfImport({ importId, nodes, countries, signal }: UndoOptions) {
  const created: ReportAtNode[] = [];
  const revised: ReportAtNode[] = [];
  let alreadyRetracted = 0;
  for (const node of countries)
    await skipIfNotPermitted(async () => {
      const calls = await nodes(node);
      for await (const report of listAllReports(calls, { importId }, signal)) {
        if (report.retracted) alreadyRetracted += 1;
        else created.push(reportAt(node, report));
      }
      for await (const report of listAllReports(calls, {}, signal))
        if (report.lastImportId === importId && report.receipt?.importId !== importId)
          revised.push(reportAt(node, report));
    });
  return { created, revised, alreadyRetracted };
}

function reportAt(node: NodeCountry, report: ReportSummary): ReportAtNode {
  return { node, reportId: idOf(report), revision: revisionOf(report) };
}

function retractionOf({ reportId }: ReportAtNode): Operation {
  const reason = RetractionReason.IMPORT_UNDONE;
  return { $case: 'retract', value: { reportId, baseRevision: 0, reason, validateOnly: false } };
}

/** Reports of this import with a retracted copy at another node: they existed before, and the import moved them. */
async function findMovedHere(
  created: readonly ReportAtNode[],
  { nodes, countries, signal }: UndoOptions,
): Promise<ReportAtNode[]> {
  if (created.length === 0 || countries.length < 2) return [];
  const originNodes = new Map(created.map(({ reportId, node }) => [reportId, node]));
  const existing = await findExistingReports(nodes, countries, [...originNodes.keys()], signal);
  return [...existing].flatMap(([node, reports]) =>
    [...reports.values()]
      .filter((report) => report.retracted && originNodes.get(idOf(report)) !== node)
      .map((report) => reportAt(node, report)),
  );
}
