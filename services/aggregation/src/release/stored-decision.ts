import { ReleaseEvent } from '@waylight/contracts/release';
import type { DrawDecision } from '@waylight/disclosure-audit';
import type { Freeze, FreezeStore } from '@waylight/view-store';
import { z } from 'zod';
import type { SignedRelease } from './release-log.ts';

/**
 * What a period releases, decided once and stored with its frozen sets. It contains the signed releases, so that no
 * restart, registry, plan, setting or version can change them before they are published.
 */
export type DecidedPeriod = {
  readonly decision: DrawDecision;
  /** Time of the decision in epoch milliseconds. */
  readonly decidedMs: number;
  readonly releases: readonly SignedRelease[];
};

const storedSchema = z.strictObject({
  decision: z.strictObject({
    attempt: z.int().min(0),
    mergedRows: z.record(z.string(), z.array(z.string())),
    withheldTables: z.array(z.string()),
    withheldVictims: z.array(z.string()),
  }),
  decidedMs: z.number(),
  releases: z.array(z.base64()),
});

/**
 * Stores a decision on this freeze unless the period has one, and returns the stored decision.
 * @throws DecisionLostError if the store lost the frozen sets meanwhile, or another leader replaced the freeze.
 */
export async function storeDecision(
  viewStore: Pick<FreezeStore, 'putDecision'>,
  freeze: Freeze,
  decided: DecidedPeriod,
): Promise<DecidedPeriod> {
  const { decision, decidedMs, releases } = decided;
  const body = JSON.stringify({
    decision,
    decidedMs,
    releases: releases.map(({ bytes }) => Buffer.from(bytes).toString('base64')),
  });
  const stored = await viewStore.putDecision(freeze, Buffer.from(body, 'utf8'));
  if (stored === null) throw new DecisionLostError(freeze.periodId);
  return decodeDecision(stored);
}

/** The store lost the frozen sets of a period while it was decided. Closing the period again decides it again. */
export class DecisionLostError extends Error {
  override readonly name = 'DecisionLostError';
  readonly code = 'DECISION_LOST';

  constructor(periodId: string) {
    super(`the store lost the frozen set ${periodId} before its decision was stored; close the period again`);
  }
}

/**
 * Reads the decisions on these periods. A period may have been frozen under another plan, which closes it on another
 * day: it is not decided twice.
 */
export async function readDecisions(
  viewStore: Pick<FreezeStore, 'selectedFreezes' | 'readDecision'>,
  periods: readonly string[],
): Promise<ReadonlyMap<string, DecidedPeriod>> {
  const decided = new Map<string, DecidedPeriod>();
  for (const { periodId } of await viewStore.selectedFreezes()) {
    const period = periodId.slice(0, periodId.indexOf('@'));
    const stored = periods.includes(period) ? await viewStore.readDecision(periodId) : null;
    if (stored !== null) decided.set(period, decodeDecision(stored));
  }
  return decided;
}

function decodeDecision(body: Uint8Array): DecidedPeriod {
  const { releases, ...decided } = storedSchema.parse(JSON.parse(Buffer.from(body).toString('utf8')));
  return {
    ...decided,
    releases: releases.map((text) => {
      const bytes = Buffer.from(text, 'base64');
      return { event: ReleaseEvent.decode(bytes), bytes };
    }),
  };
}
