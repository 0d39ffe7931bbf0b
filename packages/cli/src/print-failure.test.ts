import { type RpcCode, RpcFailure } from '@waylight/service-kit/client';
import { expect, test } from 'vitest';
import { EXIT } from './exit-codes.ts';
import { refusedFailure, usageFailure } from './failure.ts';
import { printFailure } from './print-failure.ts';
import { createStyle } from './terminal/style.ts';

function explained(error: unknown, aborted = false) {
  const said: string[] = [];
  const signal = aborted ? AbortSignal.abort() : new AbortController().signal;
  const code = printFailure(
    { printMessage: (line) => said.push(line), errorStyle: createStyle(false), signal },
    error,
  );
  return { code, said };
}

const call = { address: '127.0.0.1:7004', path: '/waylight.intake.v1.IntakeService/SubmitReport' };
const failed = (code: RpcCode, message = 'words', more = {}) =>
  explained(new RpcFailure(call, code, message, more));

test('wrong usage and a refusal have codes of their own', () => {
  expect(explained(usageFailure('wrong', 'do this'))).toEqual({
    code: 2,
    said: ['error: wrong', '  do this'],
  });
  expect(explained(refusedFailure('no')).code).toBe(3);
});

test.each([
  ['INVALID_ARGUMENT', EXIT.refused],
  ['ALREADY_EXISTS', EXIT.refused],
  ['ABORTED', EXIT.refused],
  ['NOT_FOUND', EXIT.refused],
  ['FAILED_PRECONDITION', EXIT.refused],
  ['PERMISSION_DENIED', EXIT.notPermitted],
  ['UNAUTHENTICATED', EXIT.notPermitted],
  ['RESOURCE_EXHAUSTED', EXIT.tryAgain],
  ['DEADLINE_EXCEEDED', EXIT.tryAgain],
  ['UNAVAILABLE', EXIT.tryAgain],
  ['UNIMPLEMENTED', EXIT.refused],
  ['INTERNAL', EXIT.bug],
  ['UNKNOWN', EXIT.bug],
] satisfies [RpcCode, number][])(
  'the status %s ends the command with %i and says what to do',
  (code, exit) => {
    const { code: got, said } = failed(code, 'words', {
      violations: [{ field: 'occurred_on', description: 'is not a day' }],
    });
    expect(got).toBe(exit);
    expect(said.length).toBeGreaterThan(1);
  },
);

test('every violation is told by its field', () => {
  const violations = [
    { field: 'occurred_on', description: 'is not a day' },
    { field: '', description: '3 more violations are not listed' },
  ];
  expect(failed('INVALID_ARGUMENT', 'two things', { violations }).said).toEqual([
    'error: refused: two things',
    '  occurred_on: is not a day',
    '  3 more violations are not listed',
  ]);
});

test.each([
  ['No connection established. Last error: connect ECONNREFUSED 127.0.0.1:7004', 6, 'is the region running?'],
  ['self-signed certificate in certificate chain', 4, 'is not one that this authority signed'],
  ['ssl/tls alert unknown ca: alert number 48', 4, 'does not accept this certificate'],
  ['Connection dropped', 6, 'was lost'],
])('"%s" is told apart from other ways to be unreachable', (message, exit, words) => {
  const { code, said } = failed('UNAVAILABLE', message);
  expect([code, said[0]]).toEqual([exit, expect.stringContaining(words)]);
});

test('Ctrl-C is no error, and what is no failure of the command is a defect of ours', () => {
  expect(explained(new Error('aborted'), true)).toEqual({ code: 130, said: ['stopped'] });
  expect(explained(new TypeError('oops')).code).toBe(1);
});

test('a retracted report is brought back by a command, not by the name of a call', () => {
  expect(failed('FAILED_PRECONDITION').said.at(-1)).toContain('npx waylight revise FILE');
});
