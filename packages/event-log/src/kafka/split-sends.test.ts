import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitSends } from './split-sends.ts';

const sends = fc.array(
  fc.record({
    topic: fc.constantFrom('a', 'b', 'c'),
    records: fc.array(
      fc.record({
        key: fc.uint8Array({ maxLength: 8 }).map((bytes) => Buffer.from(bytes)),
        value: fc.option(fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes))),
        partition: fc.integer({ min: 0, max: 2 }),
      }),
      { maxLength: 40 },
    ),
  }),
  { maxLength: 5 },
);

describe('splitting records into sends', () => {
  it('keeps every record, and the order within each topic', () => {
    fc.assert(
      fc.property(sends, (sends) => {
        const fitted = splitSends(sends, { partitionBytes: 400, sendBytes: 900 }).flat();
        for (const topic of ['a', 'b', 'c']) {
          const sent = sends.filter((send) => send.topic === topic).flatMap(({ records }) => records);
          expect(fitted.filter((send) => send.topic === topic).flatMap(({ messages }) => messages)).toEqual(
            sent,
          );
        }
      }),
    );
  });

  it('exceeds no limit, except for a single record that is larger than the limit', () => {
    fc.assert(
      fc.property(sends, (sends) => {
        for (const send of splitSends(sends, { partitionBytes: 400, sendBytes: 900 })) {
          const all = send.flatMap(({ topic, messages }) =>
            messages.map((message) => ({ topic, ...message })),
          );
          const bytes = (some: typeof all) =>
            some.reduce((sum, { key, value }) => sum + key.length + (value?.length ?? 0) + 40, 0);
          if (all.length > 1) expect(bytes(all)).toBeLessThanOrEqual(900);
          for (const { topic, partition } of all) {
            const together = all.filter((one) => one.topic === topic && one.partition === partition);
            if (together.length > 1) expect(bytes(together)).toBeLessThanOrEqual(400);
          }
        }
      }),
    );
  });

  it('returns no sends for no records', () => {
    expect(splitSends([{ topic: 'a', records: [] }])).toEqual([]);
  });
});
