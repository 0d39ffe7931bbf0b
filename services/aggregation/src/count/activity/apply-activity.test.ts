import { dayNumber } from '@waylight/calendar';
import { ActivityEvent } from '@waylight/contracts/activity';
import { Country } from '@waylight/contracts/incident';
import { DeadLetter, DeadLetterReason } from '@waylight/contracts/operations';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActivityFacts, activityEvent, activityRecord } from '../../testing/activity-events.ts';
import { reference } from '../../testing/events.ts';
import { shuffledWithDuplicates } from '../../testing/histories.ts';
import { createModelStore, type Log, readLog } from '../../testing/model-store.ts';
import { addPlain, type PlainCells } from '../../testing/plain-cells.ts';
import {
  type ActivityCell,
  activityContributionOf,
  addActivity,
  EMPTY_ACTIVITY,
  eachActivityDelta,
  encodeActivityCell,
} from './activity-contribution.ts';

const read = (log: Log, sizes: readonly number[], model = createModelStore()) =>
  readLog(log, sizes, model, 'activity.v1.MK');

const anyActivity = fc
  .tuple(
    fc.integer({ min: dayNumber(2025, 1, 1), max: dayNumber(2025, 6, 30) }),
    fc.integer({ min: 0, max: 365 }),
    fc.record({
      present: fc.boolean(),
      country: fc.constantFrom(Country.MK, Country.RS, Country.GR),
      fieldVisits: fc.option(fc.nat(50), { nil: undefined }),
      staffDays: fc.option(fc.nat(50), { nil: undefined }),
    }),
  )
  .map(([fromDay, days, rest]) => ({ fromDay, toDay: fromDay + days, ...rest }));

/** All revisions of some records. Each record has up to four, and some of them are retractions. */
const anyRecords = fc.array(
  fc.record({
    organisation: fc.integer({ min: 1, max: 4 }),
    revisions: fc.array(fc.option(anyActivity, { nil: undefined, freq: 4 }), { minLength: 1, maxLength: 4 }),
  }),
  { minLength: 1, maxLength: 12 },
);

type Records = readonly { organisation: number; revisions: readonly ActivityFacts['activity'][] }[];

const factsOf = (records: Records): ActivityFacts[] =>
  records.flatMap(({ organisation, revisions }, at) =>
    revisions.map(
      (activity, i): ActivityFacts => ({
        reference: at,
        // A ledger that was restored from a copy starts later, and continues from an older revision.
        start: BigInt(i >> 1),
        revision: 1 + (i & 1),
        organisation,
        ...(activity === undefined ? {} : { activity }),
      }),
    ),
  );

/** Expected counts: the newest event of every record, without a store. `events` are in order. */
function countOf(events: readonly ActivityFacts[]): PlainCells {
  const newest = new Map(events.map((facts) => [facts.reference, facts]));
  const sums = new Map<string, ActivityCell>();
  const add = (bucket: string, field: string, delta: ActivityCell) =>
    sums.set(`${bucket}/${field}`, addActivity(sums.get(`${bucket}/${field}`) ?? EMPTY_ACTIVITY, delta));
  for (const facts of newest.values())
    eachActivityDelta(activityContributionOf(activityEvent(facts)).counted, 1, add);
  const cells: PlainCells = {};
  for (const [name, cell] of sums) {
    const [bucket = '', field = ''] = name.split('/');
    addPlain(cells, bucket, field, encodeActivityCell(cell) ?? '');
  }
  return cells;
}

const sizesOf = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
const failuresOf = fc.array(fc.constantFrom('moved', 'fenced', 'lost reply', 'applied' as const), {
  maxLength: 4,
});

describe('counting activity', () => {
  it('counts the newest event of each record, for any order, batches, repetitions and lost replies', async () => {
    await fc.assert(
      fc.asyncProperty(anyRecords, fc.nat(), sizesOf, failuresOf, async (records, seed, sizes, failures) => {
        const model = createModelStore();
        model.failures.push(...failures);
        const events = factsOf(records);
        const log = shuffledWithDuplicates(events, seed).map(activityRecord);
        const { plain, deadLetters } = await read(log, sizes, model);
        expect(plain()).toEqual(countOf(events));
        expect(deadLetters).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  it('forgets a record after a tombstone, as a rebuild from the compacted log does', async () => {
    const first = activityRecord({ reference: 1, revision: 1, activity: {} });
    const null1 = { key: reference(1), value: null };
    const ended = activityRecord({ reference: 1, revision: 2 });
    for (const sizes of [[1], [2], [9]]) {
      expect((await read([first, ended, null1], sizes)).contributions.size).toBe(0);
      expect((await read([first, ended, null1], sizes)).plain()).toEqual({});
      expect((await read([ended, null1, first], sizes)).plain()).toEqual((await read([first], [1])).plain());
    }
  });

  it.each([
    { older: { start: 0n, revision: 2 }, newer: { start: 0n, revision: 3 }, why: 'a later revision' },
    {
      older: { start: 0n, revision: 3 },
      newer: { start: 5n, revision: 1 },
      why: 'a node of a version before',
    },
    { older: { start: 5n, revision: 3 }, newer: { start: 6n, revision: 2 }, why: 'a restored node' },
  ])('counts the newer event in any order: $why', async ({ older, newer }) => {
    const [first, second] = [
      activityRecord({ reference: 1, ...older, activity: { fieldVisits: 3 } }),
      activityRecord({ reference: 1, ...newer, activity: { fieldVisits: 7 } }),
    ];
    const alone = (await read([second], [1])).plain();
    for (const sizes of [[1], [2], [9]]) {
      expect((await read([first, second], sizes)).plain()).toEqual(alone);
      expect((await read([second, first], sizes)).plain()).toEqual(alone);
    }
  });

  it('stays within the limits of a commit, for records that cover a year', async () => {
    const year = { fromDay: dayNumber(2025, 1, 1), toDay: dayNumber(2025, 12, 31) };
    const log = Array.from({ length: 300 }, (_, n) =>
      activityRecord({ reference: n, organisation: n + 1, activity: { ...year, fieldVisits: 7 } }),
    );
    const before = { fromDay: dayNumber(2024, 1, 1), toDay: dayNumber(2024, 12, 29) };
    const model = createModelStore();
    await read(
      log.map((_, n) => activityRecord({ reference: n, organisation: n + 1, activity: before })),
      [300],
      model,
    );
    const revised = log.map((_, n) =>
      activityRecord({ reference: n, revision: 2, organisation: n + 1, activity: year }),
    );
    // The model refuses a commit that is too large.
    await read([...revised, ...revised], [300]);
  });

  it('writes a dead letter with the reason for a record that cannot be counted', async () => {
    const changed = (change: Partial<ActivityEvent>) => ({
      key: reference(1),
      value: ActivityEvent.encode({ ...activityEvent({ reference: 1, activity: {} }), ...change }).finish(),
    });
    const reasonOf = async (record: Log[number]) => {
      const { deadLetters, plain } = await read([record], [1]);
      expect(plain()).toEqual({});
      return deadLetters.map(({ value }) => DeadLetter.decode(value ?? new Uint8Array()).reason)[0];
    };
    expect(await reasonOf({ key: reference(1), value: Buffer.from([0x0a, 0xff]) })).toBe(
      DeadLetterReason.UNREADABLE,
    );
    expect(await reasonOf(changed({ revision: 0 }))).toBe(DeadLetterReason.INCOMPLETE);
    expect(await reasonOf(changed({ change: undefined }))).toBe(DeadLetterReason.INCOMPLETE);
    expect(await reasonOf({ ...changed({}), key: reference(2) })).toBe(DeadLetterReason.KEY_MISMATCH);
    expect(await reasonOf(changed({ node: Country.RS }))).toBe(DeadLetterReason.WRONG_NODE);
    expect(await reasonOf(changed({ organisation: 0 }))).toBe(DeadLetterReason.OUT_OF_RANGE);
    const days = (fromDay: number, toDay: number) =>
      activityRecord({ reference: 1, activity: { fromDay, toDay } });
    expect(await reasonOf(days(dayNumber(2025, 3, 2), dayNumber(2025, 3, 1)))).toBe(
      DeadLetterReason.OUT_OF_RANGE,
    );
    expect(await reasonOf(days(dayNumber(2025, 1, 1), dayNumber(2026, 1, 2)))).toBe(
      DeadLetterReason.OUT_OF_RANGE,
    );
    expect(await reasonOf(days(dayNumber(1950, 1, 1), dayNumber(1950, 1, 2)))).toBe(
      DeadLetterReason.OUT_OF_RANGE,
    );
    for (const figures of [{ fieldVisits: 1_000_001 }, { staffDays: 2 ** 32 - 1 }])
      expect(await reasonOf(activityRecord({ reference: 1, activity: figures }))).toBe(
        DeadLetterReason.OUT_OF_RANGE,
      );
  });
});
