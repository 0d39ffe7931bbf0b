import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { activityRecord } from '../testing/activity-events.ts';
import { reference, reportRecord } from '../testing/events.ts';
import { createModelStore, type Log, readLog } from '../testing/model-store.ts';
import { MAX_OUTDATED, outdatedAfter } from './outdated-records.ts';
import { decodeSummary, EMPTY_SUMMARY, encodeSummary, referenceText } from './partition-summary.ts';

/** Record of a state of report or activity report `n`. Every third state is a retraction, and 0 is a tombstone. */
type RecordOf = (n: number, state: number) => Log[number];

const reportOf: RecordOf = (n, state) =>
  reportRecord({
    reference: n,
    revision: state,
    ...(state % 3 === 0 ? {} : { incident: { victims: state } }),
  });
/** The start of the ledger grows with every second state, and the revisions begin again. */
const activityOf: RecordOf = (n, state) =>
  activityRecord({
    reference: n,
    start: BigInt(state >> 1),
    revision: 1 + (state & 1),
    ...(state % 3 === 0 ? {} : { activity: { fieldVisits: state } }),
  });
const orTombstone =
  (record: RecordOf): RecordOf =>
  (n, state) =>
    state === 0 ? { key: reference(n), value: null } : record(n, state);

/** Record of report `n` in a state. */
type Step = readonly [n: number, state: number];

const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 7 })), {
  minLength: 1,
  maxLength: 25,
});
const sizesOf = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const failuresOf = fc.array(fc.constantFrom('moved', 'lost reply', 'applied' as const), { maxLength: 6 });

/** The counted state of each report, and the offset of its last record if an older state is in it. */
function expectedOf(all: readonly Step[]) {
  const counted = new Map<number, number>();
  const outdated = new Map<number, number>();
  all.forEach(([n, state], offset) => {
    const isOutdated = state !== 0 && state < (counted.get(n) ?? 0);
    if (isOutdated) outdated.set(n, offset);
    else outdated.delete(n);
    if (!isOutdated) counted.set(n, state);
  });
  return { counted, outdated };
}

/** The log after compaction: the last record of each key, and no tombstones. */
function compacted(log: Log): Log {
  const last = new Map(log.map((record) => [Buffer.from(record.key ?? []).toString('hex'), record]));
  return [...last.values()].filter(({ value }) => value !== null);
}

describe.each([
  { topic: 'reports.v1.MK', recordOf: orTombstone(reportOf) },
  { topic: 'activity.v1.MK', recordOf: orTombstone(activityOf) },
])('outdated records on $topic', ({ topic, recordOf }) => {
  const read = (all: readonly Step[], sizes: readonly number[], model = createModelStore()) =>
    readLog(
      all.map(([n, state]) => recordOf(n, state)),
      sizes,
      model,
      topic,
    );

  it('are named until the node appends their current states again; then the compacted log counts the same', async () => {
    await fc.assert(
      fc.asyncProperty(steps, sizesOf, failuresOf, async (all, sizes, failures) => {
        const model = createModelStore();
        model.failures.push(...failures);
        const { counted, outdated } = expectedOf(all);
        const live = await read(all, sizes, model);
        expect(live.summary().outdated).toEqual(
          new Map([...outdated].map(([n, offset]) => [referenceText(reference(n)), offset])),
        );

        const repaired = [...all, ...[...outdated.keys()].map((n): Step => [n, counted.get(n) ?? 0])];
        const before = live.plain();
        const after = await read(repaired, sizes, model);
        expect(after.plain()).toEqual(before);
        expect(after.summary().outdated).toEqual(new Map());
        const log = repaired.map(([n, state]) => recordOf(n, state));
        const rebuilt = await readLog(compacted(log), sizes, createModelStore(), topic);
        expect(rebuilt.plain()).toEqual(before);
        expect(rebuilt.contributions).toEqual(after.contributions);
        expect(rebuilt.summary()).toEqual(after.summary());
      }),
      { numRuns: 100 },
    );
  });

  it('change no count', async () => {
    const [older, newer]: Step[] = [
      [1, 1],
      [1, 2],
    ];
    for (const sizes of [[1], [3]])
      expect((await read([older!, newer!, older!], sizes)).plain()).toEqual(
        (await read([older!, newer!], sizes)).plain(),
      );
  });
});

describe('the stored outdated records', () => {
  it('are the same after encoding, with refused references, and leave a summary without them as it was', () => {
    const [a, b] = [referenceText(reference(1)), referenceText(reference(2))];
    const offsets = new Map([
      [a, 7],
      [b, 2 ** 40],
    ]);
    for (const refused of [[], [a], [a, b]])
      for (const outdated of [new Map<string, number>(), offsets]) {
        const summary = { ...EMPTY_SUMMARY, current: 3, refused, outdated };
        expect(decodeSummary(encodeSummary(summary))).toEqual(summary);
      }
    expect(encodeSummary({ ...EMPTY_SUMMARY, refused: [a] })).toHaveLength(21 + 16);
  });

  it('are the newest ones, if there are more than a summary can contain', () => {
    const records = Array.from({ length: MAX_OUTDATED + 1 }, (_, n) => ({
      reference: String(n),
      lastOffset: n,
      isLastOutdated: true,
    }));
    const outdated = outdatedAfter(new Map(), records);
    expect(outdated.size).toBe(MAX_OUTDATED);
    expect(outdated.has('0')).toBe(false);
    expect(outdatedAfter(outdated, [])).toBe(outdated);
  });
});
