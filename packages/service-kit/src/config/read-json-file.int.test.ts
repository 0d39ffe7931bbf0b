import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ConfigError } from './config-error.ts';
import { KeyExposedError } from './credential-files.ts';
import { readJsonFile } from './read-json-file.ts';

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-files-'));
});
afterAll(() => rm(dir, { recursive: true }));

async function written(text: string, mode = 0o600): Promise<{ variable: string; file: string }> {
  const file = join(dir, 'named.json');
  await rm(file, { force: true });
  await writeFile(file, text, { mode });
  return { variable: 'T_FILE', file };
}

const parse = (input: unknown): { count: number } | { problems: string[] } =>
  typeof input === 'number' ? { count: input } : { problems: ['no number', 'nothing else either'] };

async function refusal(reading: Promise<unknown>): Promise<string> {
  const error = await reading.catch((thrown: unknown) => thrown);
  if (error instanceof ConfigError) return error.message;
  throw new Error('the file was accepted', { cause: error });
}

it('returns the parsed content', async () => {
  expect(await readJsonFile(await written('12'), parse)).toEqual({ count: 12 });
});

it('names the variable, the file and every problem', async () => {
  const named = await written('"text"');
  const message = await refusal(readJsonFile(named, parse));
  for (const part of ['T_FILE', JSON.stringify(named.file), 'no number', 'nothing else either'])
    expect(message).toContain(part);
});

it('quotes nothing of a file that is not JSON', async () => {
  const message = await refusal(readJsonFile(await written('{"key": hush'), parse));
  expect(message).toContain('a file of JSON');
  expect(message).not.toContain('hush');
});

it('rejects a file that others can read only if it is secret', async () => {
  const named = await written('12', 0o644);
  await expect(readJsonFile({ ...named, secret: true }, parse)).rejects.toBeInstanceOf(KeyExposedError);
  expect(await readJsonFile(named, parse)).toEqual({ count: 12 });
});

it('lists a few of many problems, and shortens each', async () => {
  const problems = Array.from({ length: 10_000 }, () => 'wrong '.repeat(1_000));
  const message = await refusal(readJsonFile(await written('1'), () => ({ problems })));
  expect(message.length).toBeLessThan(20_000);
  expect(message).toContain('and 9970 more');
});

it('names the variable of an unreadable file', async () => {
  expect(await refusal(readJsonFile({ variable: 'T_FILE', file: dir }, parse))).toMatch(
    /T_FILE.*can be read \(EISDIR\)/,
  );
});
