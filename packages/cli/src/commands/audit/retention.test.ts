import { GetRetentionResponse, RetentionSubject } from '@waylight/contracts/audit';
import { expect, test } from 'vitest';
import { retentionDocument } from './retention.ts';

const DAY = Date.parse('2026-03-14') / 86_400_000;
const subject = RetentionSubject.REPORTS;

test('an operator gets exact days and numbers', () => {
  const response = GetRetentionResponse.fromPartial({
    statuses: [{ subject, months: 36, isDue: true, dueCount: 3n, oldestDay: DAY }],
    removals: [{ subject, day: DAY, count: 7n }],
  });
  expect(retentionDocument(response)).toEqual({
    kept: [{ what: 'reports', months: 36, isDue: true, due: 3, oldest: '2026-03-14' }],
    removed: [{ what: 'reports', on: '2026-03-14', count: 7 }],
  });
});

test('a caller without access to numbers gets no number, not even 0, and months instead of days', () => {
  const response = GetRetentionResponse.fromPartial({
    statuses: [{ subject, months: 36, isDue: true }],
    removals: [{ subject, day: DAY }],
  });
  expect(retentionDocument(response)).toEqual({
    kept: [{ what: 'reports', months: 36, isDue: true }],
    removed: [{ what: 'reports', on: '2026-03' }],
  });
});
