import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { createCommandContext } from './command-context.ts';

test('printed JSON omits unknown fields of messages', () => {
  const stdout = new PassThrough();
  const context = createCommandContext({
    stdin: new PassThrough(),
    stdout,
    stderr: new PassThrough(),
    env: { noColour: true },
    cwd: '/',
    signal: new AbortController().signal,
  });
  const message = { id: 'a', _unknownFields: { 7: [new Uint8Array([1])] } };
  context.printJsonLine({ ...message, list: [message] });
  expect(String(stdout.read())).toBe('{"id":"a","list":[{"id":"a"}]}\n');
});
