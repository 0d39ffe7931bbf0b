import { afterAll, beforeAll, describe } from 'vitest';
import { appendingRules } from './conformance/appending.ts';
import { consumingRules } from './conformance/consuming.ts';
import type { LogUnderTest } from './conformance/harness.ts';
import { positionRules } from './conformance/positions.ts';
import { sequentialReadingRules } from './conformance/sequential-reading.ts';
import { topicConformanceTests } from './conformance/topics.ts';

export {
  type CountingStore,
  createCountingStore,
  createStoreReader,
} from './conformance/counting-store.ts';
export type { LogUnderTest } from './conformance/harness.ts';

/** Conformance tests of the port. Every adapter must pass all of them. */
export function describeEventLog(name: string, open: () => Promise<LogUnderTest>): void {
  describe(name, () => {
    let current: LogUnderTest | undefined;
    const subject = (): LogUnderTest => {
      if (current === undefined) throw new Error('the log is not open');
      return current;
    };
    beforeAll(async () => {
      current = await open();
    });
    afterAll(() => current?.close());

    describe('topics', () => topicConformanceTests(subject));
    describe('appending', () => appendingRules(subject));
    describe('reading in order', () => sequentialReadingRules(subject));
    describe('consuming', () => consumingRules(subject));
    describe('positions', () => positionRules(subject));
  });
}
