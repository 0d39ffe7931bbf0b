import { expect, it } from 'vitest';
import type { Current } from '../report/decide.ts';
import { decideMissing } from './decide-missing.ts';

const missing: Current = { revision: 3, retracted: false, digest: '' };
const accepted = (change: string) => ({ kind: 'accept', revision: 4, change });

it('accepts a retraction of a missing report, and new content with its base or an older base', () => {
  expect(decideMissing(missing, { kind: 'submit', digest: 'A' })).toEqual(accepted('content'));
  for (const base of [1, 3])
    expect(decideMissing(missing, { kind: 'revise', digest: 'A', base })).toEqual(accepted('content'));
  expect(decideMissing(missing, { kind: 'retract', base: 0 })).toEqual(accepted('retraction'));
});

it('refuses to narrow a missing report, and refuses any future base', () => {
  expect(decideMissing(missing, { kind: 'narrow', base: 0, to: 1 })).toMatchObject({
    code: 'FAILED_PRECONDITION',
    message: expect.stringMatching(/older copy of its ledger/),
  });
  for (const command of [
    { kind: 'narrow', base: 4, to: 1 } as const,
    { kind: 'revise', digest: 'A', base: 4 } as const,
    { kind: 'retract', base: 4 } as const,
  ])
    expect(decideMissing(missing, command)).toMatchObject({ code: 'ABORTED' });
});
