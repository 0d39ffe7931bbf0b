import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import type { SharingLimit } from '@waylight/contracts/intake';
import { type RpcCode, statusName } from '@waylight/service-kit/client';
import type { Refusal } from '../coding/coded-report.ts';
import { type CheckedRow, groupByNode, tagReport, toRefusals } from './check-rows.ts';
import { type ExistingReports, findExistingReports, revisionOf } from './existing-reports.ts';
import type { Nodes } from './node-calls.ts';
import { findLimitElsewhere, strictestLimit } from './sharing-limits.ts';
import { type Operation, submitOperations } from './submit-operations.ts';

export type SendContext = {
  readonly nodes: Nodes;
  readonly importId: string;
  /** The organisation's reports at all nodes before the import. */
  readonly existing: ExistingReports;
  readonly signal: AbortSignal;
  readonly onAnswer: () => void;
};

/** Maximum number of rounds. Another client may revise a report between our read and write, but not so often by coincidence. */
const MAX_ROUNDS = 3;

export type SendResult = { readonly done: number; readonly refusals: readonly Refusal[] };

/** Sends new and changed rows. A report at another node is retracted there first, so that it counts once. */
export async function sendRows(rows: readonly CheckedRow[], context: SendContext): Promise<SendResult> {
  const limits = await retractMoved(rows, context);
  const results: SendResult[] = [];
  for (const [node, group] of groupByNode(rows.filter(needsSending)))
    results.push(await sendToNode(node, group, limits, context));
  return {
    done: results.reduce((sum, { done }) => sum + done, 0),
    refusals: results.flatMap(({ refusals }) => refusals),
  };
}

/** Sends rows to their node. If a report was revised meanwhile, sends its row again with the current revision. */
async function sendToNode(
  node: NodeCountry,
  rows: readonly CheckedRow[],
  limits: ReadonlyMap<string, SharingLimit | undefined>,
  context: SendContext,
): Promise<SendResult> {
  const refusals: Refusal[] = [];
  let done = 0;
  let pending = rows;
  let existing = context.existing.get(node) ?? new Map();
  for (let round = 1; pending.length > 0; round += 1) {
    const operations = pending.map((row) => {
      const { reportId } = row.coded;
      // Sharing may have been narrowed at that node after the reports were listed.
      const limit = strictestLimit([findLimitElsewhere(context.existing, row), limits.get(reportId)]);
      return toOperation(row, revisionOf(existing.get(reportId)), limit, context);
    });
    const answers = await submitOperations(await context.nodes(node), operations, context);
    const stale: CheckedRow[] = [];
    for (const [index, answer] of answers.entries()) {
      const row = pending[index];
      if (row === undefined) continue;
      if (answer.kind === 'accepted') done += 1;
      else if (STALE_CODES.has(statusName(answer.refused.code)) && round < MAX_ROUNDS) stale.push(row);
      else refusals.push(...toRefusals(row.coded, answer.refused));
    }
    pending = stale;
    if (pending.length === 0) break;
    const ids = pending.map(({ coded }) => coded.reportId);
    existing = (await findExistingReports(context.nodes, [node], ids, context.signal)).get(node) ?? new Map();
  }
  return { done, refusals };
}

/** True if the report was created or revised meanwhile. A report that was retracted meanwhile stays retracted. */
const STALE_CODES: ReadonlySet<RpcCode> = new Set(['ABORTED', 'ALREADY_EXISTS']);

export function needsSending({ state }: Pick<CheckedRow, 'state'>): boolean {
  return state !== 'same' && state !== 'retracted';
}

function toOperation(
  { coded }: CheckedRow,
  baseRevision: number,
  limit: SharingLimit | undefined,
  { importId }: SendContext,
): Operation {
  const report = tagReport(coded, importId, limit);
  return baseRevision === 0
    ? { $case: 'submit', value: { report, validateOnly: false } }
    : { $case: 'revise', value: { report, baseRevision, validateOnly: false } };
}

/** Nodes other than the row's own node at which its report exists and is not retracted. */
export function findNodesWithCopy(
  existing: ExistingReports,
  { node, coded }: Pick<CheckedRow, 'node' | 'coded'>,
): NodeCountry[] {
  return [...existing].flatMap(([country, reports]) => {
    const report = country === node ? undefined : reports.get(coded.reportId);
    return report === undefined || report.retracted ? [] : [country];
  });
}

/** Retracts reports at their former nodes. Returns the sharing limits of these nodes, by report id. */
async function retractMoved(
  rows: readonly CheckedRow[],
  { nodes, existing, signal }: SendContext,
): Promise<ReadonlyMap<string, SharingLimit | undefined>> {
  const limits = new Map<string, SharingLimit | undefined>();
  const moves = rows.flatMap((row) => findNodesWithCopy(existing, row).map((node) => ({ node, row })));
  for (const [node, group] of groupByNode(moves)) {
    const operations = group.map(
      ({ row }): Operation => ({
        $case: 'retract',
        value: {
          reportId: row.coded.reportId,
          baseRevision: 0,
          reason: RetractionReason.MOVED,
          validateOnly: false,
        },
      }),
    );
    for (const [index, answer] of (
      await submitOperations(await nodes(node), operations, { signal })
    ).entries()) {
      const reportId = group[index]?.row.coded.reportId ?? '';
      if (answer.kind === 'refused')
        throw new Error(`${node} refused to retract ${reportId}: ${answer.refused.message}`);
      limits.set(reportId, strictestLimit([limits.get(reportId), answer.accepted.receipt?.limit]));
    }
  }
  return limits;
}
