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
  throw new Error('it was read');
};

test('one report and a list of reports are read, with or without a byte order mark', async () => {
  expect(await read('\uFEFF{"reportId": "a"}')).toEqual([{ reportId: 'a' }]);
  expect(await read('[{"reportId": "a"}, {"report_id": "b"}]')).toEqual([
    { reportId: 'a' },
    { reportId: 'b' },
  ]);
});

test('a file that is no JSON is told by line and column, without repeating it', async () => {
  const { message, exitCode } = await failure('{\n  "reportId": secret\n}');
  expect(message).toBe('stdin is not JSON: look at line 2, column 15');
  expect(exitCode).toBe(2);
  expect((await failure('{"reportId": ')).message).toContain('line 1');
});

test('a list names the report that is wrong by its place, and says no more than twenty things', async () => {
  const { details } = await failure(JSON.stringify(Array.from({ length: 30 }, () => ({ reportId: 1 }))));
  expect(details[3]).toBe('[3].reportId wants a text in quotes');
  expect(details).toHaveLength(21);
  expect(details.at(-1)).toBe('and 10 more');
});

test('another encoding than UTF-8, an empty list and a missing file are named', async () => {
  expect((await failure(Buffer.from([0x7b, 0xe9, 0x7d]))).message).toContain('is not UTF-8');
  expect((await failure('[]')).message).toContain('empty list');
});
