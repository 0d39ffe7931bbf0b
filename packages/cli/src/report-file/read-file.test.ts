import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { CommandFailure } from '../failure.ts';
import { readObjects } from './read-file.ts';
import { REPORT_SHAPE } from './report-shape.ts';

const read = (content: string | Buffer) =>
  readObjects({ stdin: Readable.from([Buffer.from(content)]) }, '-', REPORT_SHAPE);
const failure = async (content: string | Buffer): Promise<CommandFailure> => {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  if (error instanceof CommandFailure) return error;
  throw new Error('the file was accepted');
};

test('one report and a list of reports are read, with or without a byte order mark', async () => {
  expect(await read('\uFEFF{"reportId": "a"}')).toEqual([{ reportId: 'a' }]);
  expect(await read('[{"reportId": "a"}, {"report_id": "b"}]')).toEqual([
    { reportId: 'a' },
    { reportId: 'b' },
  ]);
});

test('an error about a file that is not JSON has line and column, and does not quote the file', async () => {
  const { message, exitCode } = await failure('{\n  "reportId": secret\n}');
  expect(message).toBe('stdin is not JSON: see line 2, column 15');
  expect(exitCode).toBe(2);
  expect((await failure('{"reportId": ')).message).toContain('line 1');
});

test('a problem in a list has the index of its report, and twenty problems are listed', async () => {
  const { details } = await failure(JSON.stringify(Array.from({ length: 30 }, () => ({ reportId: 1 }))));
  expect(details[3]).toBe('[3].reportId must be a text in quotes');
  expect(details).toHaveLength(21);
  expect(details.at(-1)).toBe('and 10 more');
});

test('an encoding other than UTF-8 and an empty list are errors', async () => {
  expect((await failure(Buffer.from([0x7b, 0xe9, 0x7d]))).message).toContain('is not UTF-8');
  expect((await failure('[]')).message).toContain('empty list');
});
