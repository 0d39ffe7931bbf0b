import { dayNumber } from '@waylight/calendar';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  Service,
  ServiceOutcome,
} from '@waylight/contracts/incident';
import { DeadLetter, DeadLetterReason, DeadLetterStep } from '@waylight/contracts/operations';
import { EMPTY_DIGEST, toggleReport } from '@waylight/trends';
import type { CommitOutcome } from '@waylight/view-store';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventFacts, reference, reportEvent, reportRecord } from '../testing/events.ts';
import { createModelStore, type Log, readLog } from '../testing/model-store.ts';
import { countFinalStates } from '../testing/plain-cells.ts';
import { applyRecords, type ClaimedPartition } from './apply-records.ts';
import { createCellCache } from './cell-cache.ts';
import { EMPTY_SUMMARY, referenceText } from './partition-summary.ts';

const facts = fc.record({
  reference: fc.integer({ min: 1, max: 6 }),
  revision: fc.integer({ min: 1, max: 4 }),
  incident: fc.option(
    fc.record({
      // The last two count in no week: they are older than 28 days at receipt.
      day: fc.constantFrom(
        ...[dayNumber(2025, 3, 12), dayNumber(2025, 3, 13), dayNumber(2025, 4, 1)],
        ...[dayNumber(2025, 2, 19), dayNumber(2025, 1, 30)],
      ),
      precision: fc.constantFrom(DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR),
      country: fc.constantFrom(Country.MK, Country.RS, Country.GR),
      type: fc.constantFrom(IncidentType.PUSHBACK, IncidentType.DEATH, IncidentType.UNKNOWN),
      victims: fc.integer({ min: 0, max: 9 }),
      service: fc.constantFrom(Service.MEDICAL, Service.SAFE_HOUSE),
      outcome: fc.constantFrom(ServiceOutcome.GIVEN, ServiceOutcome.UNAVAILABLE),
    }),
    { nil: undefined },
  ),
  layer: fc.constantFrom(Layer.REPORTS, Layer.PUBLIC_RECORD),
  // Nodes keep the first day of a report. The cells must be correct even if one does not.
  receivedDay: fc.constantFrom(dayNumber(2025, 3, 20), dayNumber(2025, 4, 2)),
}) as fc.Arbitrary<EventFacts>;

/** One event per reference and revision, as nodes send them. */
const histories = fc.uniqueArray(facts, {
  selector: (one) => `${one.reference}/${one.revision}`,
  minLength: 1,
  maxLength: 16,
});

describe('the batch step', () => {
  it('counts the final state of every report, for any order, duplicates and chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        histories.chain((events) =>
          fc.tuple(
            fc.constant(events),
            fc.array(fc.nat(events.length - 1), { maxLength: 30 }).chain((again) =>
              fc.shuffledSubarray([...events.keys(), ...again], {
                minLength: events.length + again.length,
              }),
            ),
            fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1, maxLength: 5 }),
            fc.array(fc.constantFrom('applied', 'moved', 'lost reply' as const), { maxLength: 8 }),
          ),
        ),
        async ([events, order, sizes, failures]) => {
          const model = createModelStore();
          model.failures.push(...(failures as CommitOutcome[]));
          const { plain, summary } = await readLog(
            order.map((i) => reportRecord(events[i]!)),
            sizes,
            model,
          );
          expect(plain()).toEqual(countFinalStates(events.map(reportEvent)));
          const final = new Map<number, EventFacts>();
          for (const one of events)
            if (one.revision > (final.get(one.reference)?.revision ?? 0)) final.set(one.reference, one);
          const current = [...final.values()].filter(({ incident }) => incident !== undefined);
          expect(summary().current).toBe(current.length);
          expect(summary().digest).toEqual(
            current.reduce(
              (sum, one) => toggleReport(sum, reference(one.reference), one.revision),
              EMPTY_DIGEST,
            ),
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('reads once for a batch of new reports, and never again for cached cells', async () => {
    const log = Array.from({ length: 40 }, (_, i) =>
      reportRecord({ reference: i, revision: 1, incident: {} }),
    );
    const { reads, plain } = await readLog(log, [20]);
    expect(reads()).toBe(2);
    expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['40 40 0']);
  });

  // A batch counts the newest revision alone; across batches the previous contribution must be taken away.
  it.each([1, 2])(
    'replaces the victims of a report by those of its revision, in batches of %i',
    async (size) => {
      const { plain } = await readLog(
        [
          reportRecord({ reference: 1, revision: 1, incident: { victims: 3 } }),
          reportRecord({ reference: 1, revision: 2, incident: { victims: 2 } }),
        ],
        [size],
      );
      const cells = Object.values(plain()).flatMap((fields) => Object.values(fields));
      expect(cells).toEqual(['1 1 2', '1 1 2']);
    },
  );

  it.each([1, 2])(
    'moves a report out of its week if its revision states an old day, in batches of %i',
    async (size) => {
      const { plain } = await readLog(
        [
          reportRecord({ reference: 1, revision: 1, incident: { day: dayNumber(2025, 3, 12) } }),
          reportRecord({ reference: 1, revision: 2, incident: { day: dayNumber(2025, 1, 12) } }),
        ],
        [size],
      );
      expect(Object.keys(plain())).toEqual(['o2025-01']);
    },
  );

  it('deletes a cell whose counts become zero', async () => {
    const { plain } = await readLog(
      [
        reportRecord({ reference: 1, revision: 1, incident: { victims: 3 } }),
        reportRecord({ reference: 1, revision: 2 }),
      ],
      [1],
    );
    expect(plain()).toEqual({});
  });
});

describe('a message that cannot be counted', () => {
  const good = reportRecord({ reference: 1, revision: 1, incident: {} });
  const event = reportEvent({ reference: 1, revision: 1, incident: {} });
  const encoded = (change: Partial<ReportEvent>) =>
    ReportEvent.encode(ReportEvent.fromPartial({ ...event, ...change })).finish();
  const cases: [string, Log[number], number][] = [
    ['is not an event', { ...good, value: Buffer.from([0x0a, 0xff]) }, DeadLetterReason.UNREADABLE],
    ['has no revision', { ...good, value: encoded({ revision: 0 }) }, DeadLetterReason.INCOMPLETE],
    ['has no change', { ...good, value: encoded({ change: undefined }) }, DeadLetterReason.INCOMPLETE],
    [
      'has a short reference',
      { ...good, value: encoded({ reportReference: Buffer.alloc(8) }) },
      DeadLetterReason.INCOMPLETE,
    ],
    ['has another key', { ...good, key: reference(2) }, DeadLetterReason.KEY_MISMATCH],
    ['has no key', { ...good, key: null }, DeadLetterReason.KEY_MISMATCH],
    ['states another node', { ...good, value: encoded({ node: Country.RS }) }, DeadLetterReason.WRONG_NODE],
    [
      'has no day of receipt',
      { ...good, value: encoded({ firstReceivedDay: 0 }) },
      DeadLetterReason.OUT_OF_RANGE,
    ],
    [
      'has an organisation above the maximum',
      { ...good, value: encoded({ organisation: 20_000 }) },
      DeadLetterReason.OUT_OF_RANGE,
    ],
    [
      'has a day out of range',
      reportRecord({ reference: 1, revision: 1, incident: { day: -200_000 } }),
      DeadLetterReason.OUT_OF_RANGE,
    ],
  ];

  it.each(cases)(
    'goes to the dead letters if it %s, and the next message is counted',
    async (_, bad, reason) => {
      const next = reportRecord({ reference: 7, revision: 1, incident: {} });
      const { deadLetters, plain } = await readLog([bad, next], [2]);
      expect(deadLetters).toHaveLength(1);
      const letter = DeadLetter.decode(deadLetters[0]!.value!);
      expect(letter).toMatchObject({ topic: 'reports.v1.MK', partition: 0, offset: 0n, reason });
      expect(letter.step).toBe(
        reason === DeadLetterReason.UNREADABLE ? DeadLetterStep.DECODE : DeadLetterStep.CHECK,
      );
      expect(String(deadLetters[0]!.key)).toBe('reports.v1.MK/0/0');
      expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['1 1 0']);
    },
  );

  it('has a dead letter without any of its content', async () => {
    const marked = Buffer.concat([good.value, Buffer.from([0x0a, 0xff]), Buffer.from('MARKED-PERSON')]);
    const { deadLetters } = await readLog([{ ...good, value: marked }], [1]);
    const letter = Buffer.from(deadLetters[0]!.value!);
    expect(letter.includes('MARKED')).toBe(false);
    expect(letter.includes(good.key)).toBe(false);
    expect(DeadLetter.decode(letter).size).toBe(marked.length);
  });

  it('gets the same dead letter when it is read again', async () => {
    const log = [{ ...good, key: reference(2) }];
    const first = await readLog(log, [1]);
    expect((await readLog(log, [1])).deadLetters).toEqual(first.deadLetters);
  });

  it('does not move the position if its dead letter cannot be appended', async () => {
    const { store } = createModelStore();
    const { epoch } = await store.claim('p');
    const partition: ClaimedPartition = {
      id: { topic: 'reports.v1.MK', partition: 0 },
      name: 'p',
      kind: 'reports',
      node: Country.MK,
      epoch,
      position: null,
      summary: EMPTY_SUMMARY,
      cells: createCellCache(),
    };
    const records = [{ ...good, key: null, offset: 0, timestampMs: 0 }];
    const next = { clusterId: 'c', topicId: 't', offset: 1 };
    const appendDeadLetters = () => Promise.reject(new Error('no answer'));
    const work = applyRecords(
      partition,
      { records, next },
      { store, heartbeat: async () => {}, appendDeadLetters },
    );
    await expect(work).rejects.toThrow('no answer');
    expect((await store.claim('p')).position).toBeNull();
  });

  it('leaves its reference refused until a newer revision is counted, for any batches', async () => {
    const bad = { key: reference(1), value: Buffer.from([0x0a, 0xff]) };
    const second = reportRecord({ reference: 1, revision: 2, incident: {} });
    for (const sizes of [[1], [2], [4]]) {
      expect((await readLog([good, bad, good], sizes)).summary().refused).toEqual([
        referenceText(reference(1)),
      ]);
      expect((await readLog([good, bad, second], sizes)).summary().refused).toEqual([]);
      expect((await readLog([bad, second, bad], sizes)).summary().refused).toEqual([
        referenceText(reference(1)),
      ]);
    }
  });
});
