import { status } from '@grpc/grpc-js';
import type { NodeCountry } from '@waylight/contracts';
import { RetractionReason } from '@waylight/contracts/incident';
import type { SharingLimit } from '@waylight/contracts/intake';
import { byNode, type CheckedRow, refusalsOf, tagged } from './check-rows.ts';
import type { Refusal } from './coded.ts';
import { exchange, type Operation } from './exchange.ts';
import { findKnown, type Known, revisionOf } from './known.ts';
import { limitElsewhere, strictestLimit } from './limits.ts';
import type { Nodes } from './node-calls.ts';

export type SendContext = {
  readonly nodes: Nodes;
  readonly importId: string;
  /** What all nodes of the organisation had before. */
  readonly known: Known;
  readonly signal: AbortSignal;
  readonly onAnswer: () => void;
};

/** Somebody else may revise between our look and our write; more often than this it is no accident. */
const MOST_ROUNDS = 3;

export type Sent = { readonly done: number; readonly refusals: readonly Refusal[] };

/** Sends what is not the same. A report that lives at another node is retracted there first, so that it counts once. */
export async function sendRows(rows: readonly CheckedRow[], context: SendContext): Promise<Sent> {
  const toSend = rows.filter(isSent);
  const limits = await retractMoved(rows, context);
  const refusals: Refusal[] = [];
  let done = 0;
  for (const [node, group] of byNode(toSend)) {
    let left = group;
    let known = context.known.get(node) ?? new Map();
    for (let round = 1; left.length > 0; round += 1) {
      const operations = left.map((row) => {
        const { reportId } = row.coded;
        // It may have been narrowed there since it was asked what it has.
        const limit = strictestLimit([limitElsewhere(context.known, row), limits.get(reportId)]);
        return writeOf(row, revisionOf(known.get(reportId)), limit, context);
      });
      const answers = await exchange(await context.nodes(node), operations, context);
      const stale: CheckedRow[] = [];
      for (const [index, answer] of answers.entries()) {
        const row = left[index];
        if (row === undefined) continue;
        if (answer.kind === 'accepted') done += 1;
        else if (STALE.has(answer.refused.code) && round < MOST_ROUNDS) stale.push(row);
        else refusals.push(...refusalsOf(row.coded, answer.refused));
      }
      left = stale;
      if (left.length === 0) break;
      const ids = left.map(({ coded }) => coded.reportId);
      known = (await findKnown(context.nodes, [node], ids, context.signal)).get(node) ?? new Map();
    }
  }
  return { done, refusals };
}

/** What was new a moment ago is there now, or has another revision. What was retracted meanwhile stays so. */
const STALE: ReadonlySet<number> = new Set([status.ABORTED, status.ALREADY_EXISTS]);

export function isSent({ state }: Pick<CheckedRow, 'state'>): boolean {
  return state !== 'same' && state !== 'retracted';
}

function writeOf(
  { coded }: CheckedRow,
  baseRevision: number,
  limit: SharingLimit | undefined,
  { importId }: SendContext,
): Operation {
  const report = tagged(coded, importId, limit);
  return baseRevision === 0
    ? { $case: 'submit', value: { report, validateOnly: false } }
    : { $case: 'revise', value: { report, baseRevision, validateOnly: false } };
}

/** Nodes other than the row's own where its report is alive. */
export function livesElsewhere(
  known: Known,
  { node, coded }: Pick<CheckedRow, 'node' | 'coded'>,
): NodeCountry[] {
  return [...known].flatMap(([country, reports]) => {
    const report = country === node ? undefined : reports.get(coded.reportId);
    return report === undefined || report.retracted ? [] : [country];
  });
}

/** Gives the limits that nodes name of what they let go of, by the id of the report. */
async function retractMoved(
  rows: readonly CheckedRow[],
  { nodes, known, signal }: SendContext,
): Promise<ReadonlyMap<string, SharingLimit | undefined>> {
  const limits = new Map<string, SharingLimit | undefined>();
  const moves = rows.flatMap((row) => livesElsewhere(known, row).map((node) => ({ node, row })));
  for (const [node, group] of byNode(moves)) {
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
    for (const [index, answer] of (await exchange(await nodes(node), operations, { signal })).entries()) {
      const reportId = group[index]?.row.coded.reportId ?? '';
      if (answer.kind === 'refused')
        throw new Error(`${node} would not let go of ${reportId}: ${answer.refused.message}`);
      limits.set(reportId, strictestLimit([limits.get(reportId), answer.accepted.receipt?.limit]));
    }
  }
  return limits;
}
