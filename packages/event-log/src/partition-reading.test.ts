import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffMs, claimPartition } from './partition-reading.ts';
import type { LogPosition } from './port.ts';

const id = { topic: 'reports.v1.MK', partition: 3 };
const log = { clusterId: 'cluster', topicId: 'topic' };
const context = { log, signal: new AbortController().signal };

function claim(position: LogPosition | null, bounds = { start: 10, end: 20 }) {
  return claimPartition(
    { claim: async () => position, handle: async () => 'done' },
    id,
    context,
    () => bounds,
  );
}

describe('a claimed position', () => {
  it('is accepted if it is on the log, from the start to the end inclusive', async () => {
    for (const offset of [10, 15, 20])
      expect(await claim({ ...log, offset })).toEqual({ kind: 'at', offset });
  });

  it('is the start of the log if the store has none', async () => {
    expect(await claim(null)).toEqual({ kind: 'at', offset: 10 });
  });

  it('stops the partition if it is outside the log', async () => {
    for (const offset of [9, 21]) {
      expect(await claim({ ...log, offset })).toEqual({
        kind: 'stopped',
        code: 'position-outside-log',
        reason: `reports.v1.MK partition 3: the position ${offset} is not on the log, which contains 10 to 20; run "waylight rebuild"`,
      });
    }
  });

  it('is compared with the log after the claim, because another worker may have advanced meanwhile', async () => {
    let end = 20;
    const reader = {
      claim: async () => {
        end = 30;
        return { ...log, offset: 25 };
      },
      handle: async () => 'done' as const,
    };
    expect(await claimPartition(reader, id, context, () => ({ start: 0, end }))).toEqual({
      kind: 'at',
      offset: 25,
    });
  });
});

describe('the wait after a failure', () => {
  it('doubles from first to last, and is randomly between half of that and all of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1_000 }), (attempts) => {
        const whole = Math.min(30_000, 250 * 2 ** (attempts - 1));
        const wait = backoffMs(attempts);
        return wait >= whole / 2 && wait <= whole;
      }),
    );
  });
});
