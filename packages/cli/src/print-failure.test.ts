import { type RpcCode, RpcFailure } from '@waylight/service-kit/client';
import { expect, test } from 'vitest';
import { EXIT } from './exit-codes.ts';
import { refusedFailure, usageFailure } from './failure.ts';
import { type ErrorFormat, printFailure } from './print-failure.ts';
import { createStyle } from './terminal/style.ts';

function printed(error: unknown, aborted = false, format: ErrorFormat = 'text') {
  const lines: string[] = [];
  const signal = aborted ? AbortSignal.abort() : new AbortController().signal;
  const output = { printMessage: (line: string) => lines.push(line), errorStyle: createStyle(false), signal };
  return { code: printFailure(output, error, format), lines };
}

const call = { address: '127.0.0.1:7004', path: '/waylight.intake.v1.IntakeService/SubmitReport' };
const failed = (code: RpcCode, message = 'a message', more = {}) =>
  printed(new RpcFailure(call, code, message, more));

const jsonOf = (error: unknown, aborted = false) => {
  const { lines } = printed(error, aborted, 'json');
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] ?? '').error;
};
const failedAsJson = (code: RpcCode, more: object) => jsonOf(new RpcFailure(call, code, 'a message', more));

test('wrong usage and a refusal have codes of their own', () => {
  expect(printed(usageFailure('wrong', 'do this'))).toEqual({
    code: 2,
    lines: ['error: wrong', '  do this'],
  });
  expect(printed(refusedFailure('no')).code).toBe(3);
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
] satisfies [RpcCode, number][])('the status %s is exit code %i, with the next step', (code, exit) => {
  const { code: got, lines } = failed(code, 'a message', {
    violations: [{ field: 'occurred_on', description: 'is not a day' }],
  });
  expect(got).toBe(exit);
  expect(lines.length).toBeGreaterThan(1);
});

test('every violation has its field', () => {
  const violations = [
    { field: 'occurred_on', description: 'is not a day' },
    { field: '', description: '3 more violations are not listed' },
  ];
  expect(failed('INVALID_ARGUMENT', 'two things', { violations }).lines).toEqual([
    'error: refused: two things',
    '  occurred_on: is not a day',
    '  3 more violations are not listed',
  ]);
});

test.each([
  ['No connection established. Last error: connect ECONNREFUSED 127.0.0.1:7004', 6, 'is the region running?'],
  ['self-signed certificate in certificate chain', 4, "is not from this region's authority"],
  ['ssl/tls alert unknown ca: alert number 48', 4, 'does not accept this certificate'],
  ['Connection dropped', 6, 'was lost'],
])('the cause "%s" is recognised', (message, exit, words) => {
  const { code, lines } = failed('UNAVAILABLE', message);
  expect([code, lines[0]]).toEqual([exit, expect.stringContaining(words)]);
});

test('Ctrl-C is not an error, and an unexpected error is an internal error', () => {
  expect(printed(new Error('aborted'), true)).toEqual({ code: 130, lines: ['stopped'] });
  expect(printed(new TypeError('oops')).code).toBe(1);
});

test('the error about a retracted report suggests a command', () => {
  expect(failed('FAILED_PRECONDITION').lines.at(-1)).toContain('waylight revise FILE');
});

test('as JSON an error is one line, with its code, its gRPC status and its details', () => {
  const violations = [{ field: 'occurred_on', description: 'is not a day' }];
  const document = failedAsJson('INVALID_ARGUMENT', { violations });
  expect(document).toEqual({
    code: 'refused',
    exitCode: 3,
    status: 'INVALID_ARGUMENT',
    message: 'refused: a message',
    details: ['occurred_on: is not a day'],
  });
  expect(jsonOf(usageFailure('wrong'))).toEqual({
    code: 'usage',
    exitCode: 2,
    message: 'wrong',
    details: [],
  });
  expect(jsonOf(new Error('aborted'), true)).toMatchObject({ code: 'interrupted', message: 'stopped' });
});
