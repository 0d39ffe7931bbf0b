import { setImmediate as nextTurn } from 'node:timers/promises';
import { principalOf } from '@waylight/access';
import { toActor } from '@waylight/audit';
import { isoDay } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import type { GetReviewRequest, GetReviewResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import { hasManyRemovals, roundDownToStep } from '../review/many-removals.ts';
import { createReviewRows, type ReviewCounts, type ReviewRows } from '../review/review-rows.ts';
import { ensureDurable } from './write-report.ts';

const DAYS = 365;

/** Rows read in one turn of the event loop, so that a large ledger does not delay writes. */
const CHUNK = 1_000;

const NO_REPORTS: ReviewCounts = { received: 0, removed: 0 };

/**
 * Removals by organisation. This is the only response of a node that contains data about other organisations
 * than the caller's.
 */
export function getReview(ctx: NodeContext): UnaryHandler<GetReviewRequest, GetReviewResponse> {
  const rows = createReviewRows(ctx.ledger);
  return async (_request, call) => {
    const { identity } = principalOf(call);
    const from = ctx.today() - DAYS;
    const counted = await countSince(rows, from);
    await ensureDurable(ctx, { kind: AuditKind.REVIEW_READ, actor: toActor(identity) });
    return {
      from: isoDay(from),
      organisations: ctx.access.organisations().map(({ id, number }) => {
        const one = counted.get(number) ?? NO_REPORTS;
        return {
          organisation: id,
          receivedAtLeast: roundDownToStep(one.received),
          removedAtLeast: roundDownToStep(one.removed),
          hasManyRemovals: hasManyRemovals(one),
        };
      }),
    };
  };
}

async function countSince(rows: ReviewRows, day: number): Promise<ReadonlyMap<number, ReviewCounts>> {
  const all = new Map<number, ReviewCounts>();
  for (let row: number | undefined = Number.MAX_SAFE_INTEGER; row !== undefined; ) {
    const { counts, next } = rows.readCountsSince(day, row, CHUNK);
    for (const [organisation, { received, removed }] of counts) {
      const before = all.get(organisation) ?? NO_REPORTS;
      all.set(organisation, {
        received: before.received + received,
        removed: before.removed + removed,
      });
    }
    row = next;
    await nextTurn();
  }
  return all;
}
