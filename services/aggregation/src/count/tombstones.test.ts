import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reference, reportRecord } from '../testing/events.ts';
import { type Log, readLog } from '../testing/model-store.ts';
import { EMPTY_SUMMARY } from './partition-summary.ts';

/** Events of one report in order: revisions, some of them twice, and tombstones. */
const eventsOfReport = fc.array(fc.constantFrom('report', 'again', 'retraction', 'forgotten' as const), {
  minLength: 1,
  maxLength: 8,
});

function recordsOf(
  report: number,
  events: readonly ('report' | 'again' | 'retraction' | 'forgotten')[],
): Log[number][] {
  let revision = 0;
  let last: Log[number] = { key: reference(report), value: null };
  return events.map((kind) => {
    if (kind === 'forgotten') last = { key: reference(report), value: null };
    else if (kind !== 'again') {
      revision += 1;
      const victims = revision;
      last = reportRecord({
        reference: report,
        revision,
        ...(kind === 'report' ? { incident: { victims } } : {}),
      });
    }
    return last;
  });
}

/** The log after compaction: the last record of each key, and no tombstones. */
function compacted(log: Log): Log {
  const last = new Map(log.map((record) => [Buffer.from(record.key ?? []).toString('hex'), record]));
  return [...last.values()].filter(({ value }) => value !== null);
}

describe('a tombstone', () => {
  it('makes the store forget what the log forgets, so counts equal a rebuild from the compacted log', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(eventsOfReport, { minLength: 1, maxLength: 4 }).chain((reports) => {
          const turns = reports.flatMap((events, i) => events.map(() => i));
          return fc.tuple(
            fc.constant(reports),
            fc.shuffledSubarray(turns, { minLength: turns.length }),
            fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
          );
        }),
        async ([reports, turns, sizes]) => {
          const left = reports.map((events, i) => recordsOf(i + 1, events));
          const log = turns.flatMap((i) => left[i]!.splice(0, 1));
          const live = await readLog(log, sizes);
          const rebuilt = await readLog(compacted(log), sizes);
          expect(live.plain()).toEqual(rebuilt.plain());
          expect(live.summary()).toEqual(rebuilt.summary());
          expect(live.contributions).toEqual(rebuilt.contributions);
          expect(live.deadLetters).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('does not prevent a later event of the report from being counted, at any revision', async () => {
    const forgotten = { key: reference(1), value: null };
    const first = reportRecord({ reference: 1, revision: 1, incident: {} });
    for (const sizes of [[1], [1, 2], [3]]) {
      const { plain } = await readLog([reportRecord({ reference: 1, revision: 5 }), forgotten, first], sizes);
      expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['1 1 0']);
    }
  });

  it('ends the refusal of a reference', async () => {
    const bad = { key: reference(1), value: Buffer.from([0x0a, 0xff]) };
    const forgotten = { key: reference(1), value: null };
    for (const sizes of [[1], [2]])
      expect((await readLog([bad, forgotten], sizes)).summary()).toEqual(EMPTY_SUMMARY);
  });
});
