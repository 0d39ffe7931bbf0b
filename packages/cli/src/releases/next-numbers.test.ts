import { expect, it } from 'vitest';
import { describeNothingReleased } from './next-numbers.ts';

it('gives the date of the next numbers, as the earliest one if they need an approval', () => {
  const next = { period: '2026-Q4', day: '2027-02-12', needsApproval: false };
  expect(describeNothingReleased(next)).toBe(
    'No numbers have been released to you yet. The next numbers (2026-Q4) are due on 2027-02-12.',
  );
  expect(describeNothingReleased({ ...next, needsApproval: true })).toContain(
    '(2026-Q4) are due on 2027-02-12 at the earliest, after approval by all member organisations.',
  );
  expect(describeNothingReleased(undefined)).toContain('The release plan has nothing for you.');
});
