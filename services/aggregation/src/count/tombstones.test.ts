import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference, reportRecord } from '../testing/events.ts';
import { type Log, readLog } from '../testing/model-store.ts';
import { EMPTY_SUMMARY } from './partition-summary.ts';

/** What a node says of one report, in order: its revisions, some twice, and at the end of some lives that it is forgotten. */
const eventsOfReport = fc.array(fc.constantFrom('report', 'again', 'retraction', 'forgotten' as const), {
  minLength: 1,
  maxLength: 8,
});

function recordsOf(
  report: number,
  life: readonly ('report' | 'again' | 'retraction' | 'forgotten')[],
): Log[number][] {
  let revision = 0;
  let last: Log[number] = { key: reference(report), value: null };
  return life.map((what) => {
    if (what === 'forgotten') last = { key: reference(report), value: null };
    else if (what !== 'again') {
      revision += 1;
      const victims = revision;
      last = reportRecord({
        ...{ reference: report, revision },
        ...(what === 'report' ? { incident: { victims } } : {}),
      });
    }
    return last;
  });
}

/** What is left of a log when its broker has compacted it: the last record of each key, and no null. */
function compacted(log: Log): Log {
  const last = new Map(log.map((record) => [Buffer.from(record.key ?? []).toString('hex'), record]));
  return [...last.values()].filter(({ value }) => value !== null);
}

describe('the null that follows a retraction', () => {
  it('forgets what the log forgets, and so comes to the same as a rebuild from what compaction leaves', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(eventsOfReport, { minLength: 1, maxLength: 4 }).chain((lives) => {
          const turns = lives.flatMap((life, i) => life.map(() => i));
          return fc.tuple(
            fc.constant(lives),
            fc.shuffledSubarray(turns, { minLength: turns.length }),
            fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
          );
        }),
        async ([lives, turns, sizes]) => {
          const left = lives.map((life, i) => recordsOf(i + 1, life));
          const log = turns.flatMap((i) => left[i]!.splice(0, 1));
          const live = await readLog(log, sizes);
          const rebuilt = await readLog(compacted(log), sizes);
          expect(live.plain()).toEqual(rebuilt.plain());
          expect(live.summary()).toEqual(rebuilt.summary());
          expect(live.contributions).toEqual(rebuilt.contributions);
          expect(live.buried).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('counts again what is sent after it was forgotten, by whichever revision', async () => {
    const forgotten = { key: reference(1), value: null };
    const first = reportRecord({ reference: 1, revision: 1, incident: {} });
    for (const sizes of [[1], [1, 2], [3]]) {
      const { plain } = await readLog([reportRecord({ reference: 1, revision: 5 }), forgotten, first], sizes);
      expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['1 1 0']);
    }
  });

  it('refuses a reference no more that the log forgets', async () => {
    const bad = { key: reference(1), value: Buffer.from([0x0a, 0xff]) };
    const forgotten = { key: reference(1), value: null };
    for (const sizes of [[1], [2]])
      expect((await readLog([bad, forgotten], sizes)).summary()).toEqual(EMPTY_SUMMARY);
  });
});
