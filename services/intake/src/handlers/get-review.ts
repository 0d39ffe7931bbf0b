import { setImmediate as nextTurn } from 'node:timers/promises';
import { partyOf } from '@waylight/audit';
import { isoDay } from '@waylight/calendar';
import { AuditKind } from '@waylight/contracts/audit';
import type { GetReviewRequest, GetReviewResponse } from '@waylight/contracts/intake';
import type { UnaryHandler } from '@waylight/service-kit';
import type { NodeContext } from '../context.ts';
import type { SentAndTakenBack } from '../ledger/review-rows.ts';
import { inSteps, standsOut } from '../review/stands-out.ts';
import { tellable } from './write-report.ts';

const DAYS = 365;

/** Rows read between two turns of the event loop, so that a large ledger does not hold up who writes. */
const CHUNK = 1_000;

const NOTHING: SentAndTakenBack = { received: 0, takenBack: 0 };

/** Who takes back much of what it sent to be counted: the one answer of a node that is about others than who asks. */
export function getReview(ctx: NodeContext): UnaryHandler<GetReviewRequest, GetReviewResponse> {
  return async (_request, call) => {
    const { identity } = ctx.access.admit(call);
    const from = ctx.today() - DAYS;
    const counted = await countSince(ctx, from);
    await tellable(ctx, { kind: AuditKind.REVIEW_READ, by: partyOf(identity) });
    return {
      from: isoDay(from),
      organisations: ctx.access.organisations().map(({ id, number }) => {
        const one = counted.get(number) ?? NOTHING;
        return {
          organisation: id,
          receivedAtLeast: inSteps(one.received),
          takenBackAtLeast: inSteps(one.takenBack),
          standsOut: standsOut(one),
        };
      }),
    };
  };
}

async function countSince(ctx: NodeContext, day: number): Promise<ReadonlyMap<number, SentAndTakenBack>> {
  const all = new Map<number, SentAndTakenBack>();
  for (let row: number | undefined = Number.MAX_SAFE_INTEGER; row !== undefined; ) {
    const { counts, next } = ctx.ledger.review.takenBackSince(day, row, CHUNK);
    for (const [organisation, { received, takenBack }] of counts) {
      const before = all.get(organisation) ?? NOTHING;
      all.set(organisation, {
        received: before.received + received,
        takenBack: before.takenBack + takenBack,
      });
    }
    row = next;
    await nextTurn();
  }
  return all;
}
