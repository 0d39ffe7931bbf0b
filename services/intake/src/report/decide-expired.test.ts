import { expect, it } from 'vitest';
import { ACTIVITY, type Current, REPORT } from './decide.ts';
import { decideExpired } from './decide-expired.ts';

const expired: Current = { revision: 3, retracted: true, digest: '' };

it.each([
  { kind: 'submit', digest: 'A' } as const,
  { kind: 'revise', digest: 'A', base: 3 } as const,
  { kind: 'narrow', base: 0, to: 1 } as const,
])('refuses %j for an expired report', (command) => {
  expect(decideExpired(expired, command, REPORT)).toMatchObject({
    kind: 'refuse',
    code: 'FAILED_PRECONDITION',
    message: expect.stringMatching(/report has expired.*another report_id$/),
  });
});

it('changes nothing for a retraction, even for withdrawn consent, and refuses a future base', () => {
  expect(decideExpired(expired, { kind: 'retract', base: 0, withdraws: true }, REPORT)).toEqual({
    kind: 'unchanged',
  });
  expect(decideExpired(expired, { kind: 'retract', base: 4 }, REPORT)).toMatchObject({ code: 'ABORTED' });
});

it('refuses an expired activity report with a message about activity', () => {
  expect(decideExpired(expired, { kind: 'submit', digest: 'A' }, ACTIVITY)).toMatchObject({
    message: expect.stringMatching(/activity has expired.*another activity_id$/),
  });
});
