import { setTimeout as delay } from 'node:timers/promises';
import { waitFor } from '@waylight/testing';
import type { FaultKind } from '../faults/fault-kind.ts';
import { assignVariables, readManualSteps, runCommands } from './manual-steps.ts';
import type { ReplicatedRegion } from './replicated-region.ts';
import { findUndoneReceipts, readConfirmed } from './undone-receipts.ts';

/** Longer than the interval at which progress is published, and shorter than the deadline of commands. */
const BEHIND_MS = 3_000;
const CONFIRMED_MS = 60_000;

/** The primary is killed, or replaced while it works. The manual's commands make the replica the primary. */
export const promoteReplica: FaultKind<ReplicatedRegion> = {
  name: 'promote-replica',
  durationMs: [3_000, 8_000],
  timesPerRound: 2,
  variants: ['after a crash', 'while the old primary works'],
  inject: async (region, _random, _signal, variant) => {
    const { redis } = region;
    const [define = '', check = '', promote = '', demote = '', beforeStart = '', waitForCopy = ''] =
      readManualSteps('Promote a replica', 6);
    const [old, next] = [redis.primary(), redis.replica()];
    const run = (commands: string, folder = next.folder) =>
      runCommands(
        assignVariables(define, { OLD: old.hostAndPort, NEW: next.hostAndPort }) + commands,
        folder,
      );
    await waitFor('confirmed receipts', async () => (await readConfirmed(region)).size > 0, {
      deadlineMs: CONFIRMED_MS,
      everyMs: 200,
    });
    const hasCrashed = variant === 'after a crash';
    if (hasCrashed) {
      // The replica falls behind before the crash. Nothing that it lacks may be confirmed meanwhile.
      old.link.stall('to-client');
      await delay(BEHIND_MS);
      await old.server.kill();
      old.link.reset();
      old.link.restore();
    }
    await run(check);
    await run(promote);
    const undone = await findUndoneReceipts(region, next);
    redis.moveAddress(next);
    if (!hasCrashed) await run(demote);
    return {
      what: 'the replica is the primary',
      heal: async () => {
        if (hasCrashed) {
          await run(beforeStart, old.folder);
          await old.server.start();
        }
        await run(waitForCopy);
      },
      violations: () => undone,
      observations: () => ({ promotions: 1 }),
    };
  },
};
