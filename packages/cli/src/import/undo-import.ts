import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import { byNode } from './check-rows.ts';
import { exchange, type Operation } from './exchange.ts';
import { findKnown, idOf, listAll, revisionOf, whereTaken } from './known.ts';
import type { Nodes } from './node-calls.ts';

export type UndoOptions = {
  readonly importId: string;
  readonly nodes: Nodes;
  /** Nodes to ask: all that may have taken a part of the import. */
  readonly countries: readonly NodeCountry[];
  readonly signal: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
};

type ReportAt = { readonly node: NodeCountry; readonly reportId: string; readonly revision: number };

export type UndoSummary = {
  readonly importId: string;
  readonly retracted: number;
  /** Reports of this import that were retracted before. */
  readonly alreadyRetracted: number;
  /** Reports that existed before and were only revised, or moved here, by this import: they stay as they are. */
  readonly existedBefore: readonly ReportAt[];
  /** Reports that nodes would not let go of, with their reason. */
  readonly refused: readonly (ReportAt & { readonly reason: string })[];
};

/** Retracts what an import created. Running it twice changes nothing; importing again brings the reports back. */
export async function undoImport(options: UndoOptions): Promise<UndoSummary> {
  const { importId, nodes, countries, signal } = options;
  const alive: ReportAt[] = [];
  const revised: ReportAt[] = [];
  let alreadyRetracted = 0;
  for (const node of countries)
    await whereTaken(async () => {
      const calls = await nodes(node);
      for await (const report of listAll(calls, { importId }, signal)) {
        if (report.retracted) alreadyRetracted += 1;
        else alive.push({ node, reportId: idOf(report), revision: revisionOf(report) });
      }
      for await (const report of listAll(calls, {}, signal))
        if (report.lastImportId === importId && report.receipt?.importId !== importId)
          revised.push({ node, reportId: idOf(report), revision: revisionOf(report) });
    });
  const moved = await movedHere(alive, options);
  const refused: (ReportAt & { reason: string })[] = [];
  let done = 0;
  options.onProgress?.(0, alive.length);
  for (const [node, group] of byNode(alive)) {
    const answers = await exchange(await nodes(node), group.map(retractionOf), {
      signal,
      onAnswer: () => {
        done += 1;
        options.onProgress?.(done, alive.length);
      },
    });
    for (const [index, answer] of answers.entries()) {
      const report = group[index];
      if (answer.kind === 'refused' && report !== undefined)
        refused.push({ ...report, reason: answer.refused.message });
    }
  }
  return {
    importId,
    retracted: alive.length - refused.length,
    alreadyRetracted,
    existedBefore: [...revised, ...moved],
    refused,
  };
}

function retractionOf({ reportId }: ReportAt): Operation {
  const reason = RetractionReason.IMPORT_UNDONE;
  return { $case: 'retract', value: { reportId, baseRevision: 0, reason, validateOnly: false } };
}

/** What this import created here and another node has as retracted was moved here by it: there it existed before. */
async function movedHere(
  created: readonly ReportAt[],
  { nodes, countries, signal }: UndoOptions,
): Promise<ReportAt[]> {
  if (created.length === 0 || countries.length < 2) return [];
  const home = new Map(created.map(({ reportId, node }) => [reportId, node]));
  const known = await findKnown(nodes, countries, [...home.keys()], signal);
  return [...known].flatMap(([node, reports]) =>
    [...reports.values()]
      .filter((report) => report.retracted && home.get(idOf(report)) !== node)
      .map((report) => ({ node, reportId: idOf(report), revision: revisionOf(report) })),
  );
}
