import { dayNumber } from '@waylight/calendar';
import {
  Country,
  DatePrecision,
  IncidentType,
  Layer,
  ReportEvent,
  Service,
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
      day: fc.constantFrom(dayNumber(2025, 3, 12), dayNumber(2025, 3, 13), dayNumber(2025, 4, 1)),
      precision: fc.constantFrom(DatePrecision.DAY, DatePrecision.MONTH, DatePrecision.YEAR),
      country: fc.constantFrom(Country.MK, Country.RS, Country.GR),
      type: fc.constantFrom(IncidentType.PUSHBACK, IncidentType.DEATH, IncidentType.UNKNOWN),
      victims: fc.integer({ min: 0, max: 9 }),
      service: fc.constantFrom(Service.MEDICAL, Service.SAFE_HOUSE),
    }),
    { nil: undefined },
  ),
  layer: fc.constantFrom(Layer.REPORTS, Layer.PUBLIC_RECORD),
}) as fc.Arbitrary<EventFacts>;

/** One event per (reference, revision): a node never says two things by one revision. */
const histories = fc.uniqueArray(facts, {
  selector: (one) => `${one.reference}/${one.revision}`,
  minLength: 1,
  maxLength: 16,
});

describe('the batch step', () => {
  it('counts the final state of every report, whatever the order, the duplicates and the chunks', async () => {
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

  it('asks the store once for a batch of new reports, and not again for cells that it holds', async () => {
    const log = Array.from({ length: 40 }, (_, i) =>
      reportRecord({ reference: i, revision: 1, incident: {} }),
    );
    const { reads, plain } = await readLog(log, [20]);
    expect(reads()).toBe(2);
    expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['40 40 0']);
  });

  it('deletes a cell that counts nothing any more', async () => {
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
    ['is no event', { ...good, value: Buffer.from([0x0a, 0xff]) }, DeadLetterReason.UNREADABLE],
    ['has no revision', { ...good, value: encoded({ revision: 0 }) }, DeadLetterReason.INCOMPLETE],
    ['says no change', { ...good, value: encoded({ change: undefined }) }, DeadLetterReason.INCOMPLETE],
    [
      'has a short reference',
      { ...good, value: encoded({ reportReference: Buffer.alloc(8) }) },
      DeadLetterReason.INCOMPLETE,
    ],
    ['has another key', { ...good, key: reference(2) }, DeadLetterReason.KEY_MISMATCH],
    ['has no key', { ...good, key: null }, DeadLetterReason.KEY_MISMATCH],
    ['names another node', { ...good, value: encoded({ node: Country.RS }) }, DeadLetterReason.WRONG_NODE],
    [
      'was received on no day',
      { ...good, value: encoded({ firstReceivedDay: 0 }) },
      DeadLetterReason.OUT_OF_RANGE,
    ],
    [
      'names an organisation past the largest',
      { ...good, value: encoded({ organisation: 20_000 }) },
      DeadLetterReason.OUT_OF_RANGE,
    ],
    [
      'happened in another age',
      reportRecord({ reference: 1, revision: 1, incident: { day: -200_000 } }),
      DeadLetterReason.OUT_OF_RANGE,
    ],
  ];

  it.each(cases)('goes to the dead letters if it %s, and the next is counted', async (_, bad, reason) => {
    const next = reportRecord({ reference: 7, revision: 1, incident: {} });
    const { buried, plain } = await readLog([bad, next], [2]);
    expect(buried).toHaveLength(1);
    const letter = DeadLetter.decode(buried[0]!.value!);
    expect(letter).toMatchObject({ topic: 'reports.v1.MK', partition: 0, offset: 0n, reason });
    expect(letter.step).toBe(
      reason === DeadLetterReason.UNREADABLE ? DeadLetterStep.DECODE : DeadLetterStep.CHECK,
    );
    expect(String(buried[0]!.key)).toBe('reports.v1.MK/0/0');
    expect(Object.values(plain()['o2025-03'] ?? {})).toEqual(['1 1 0']);
  });

  it('leaves nothing of what it holds in its dead letter', async () => {
    const marked = Buffer.concat([good.value, Buffer.from([0x0a, 0xff]), Buffer.from('MARKED-PERSON')]);
    const { buried } = await readLog([{ ...good, value: marked }], [1]);
    const letter = Buffer.from(buried[0]!.value!);
    expect(letter.includes('MARKED')).toBe(false);
    expect(letter.includes(good.key)).toBe(false);
    expect(DeadLetter.decode(letter).size).toBe(marked.length);
  });

  it('gives the same dead letter again when it is read again', async () => {
    const log = [{ ...good, key: reference(2) }];
    const first = await readLog(log, [1]);
    expect((await readLog(log, [1])).buried).toEqual(first.buried);
  });

  it('leaves the position where it is when the dead letters do not answer', async () => {
    const { store } = createModelStore();
    const { epoch } = await store.claim('p');
    const held: ClaimedPartition = {
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
      held,
      { records, next },
      { store, heartbeat: async () => {}, appendDeadLetters },
    );
    await expect(work).rejects.toThrow('no answer');
    expect((await store.claim('p')).position).toBeNull();
  });

  it('keeps its reference among the refused until a newer revision counts, however the log is cut', async () => {
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
