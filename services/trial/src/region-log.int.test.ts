import { mkdtemp, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openRegionLog } from './region-log.ts';

const DAY_MS = 86_400_000;
const nowMs = Date.now();
let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-log-'));
});
afterEach(() => rm(dir, { recursive: true }));

const line = (daysAgo: number) =>
  JSON.stringify({ level: 'info', time: new Date(nowMs - daysAgo * DAY_MS).toISOString(), n: daysAgo });

it('deletes lines older than 30 days when it opens the file, and appends new lines after the others', async () => {
  const file = join(dir, 'region.log');
  await writeFile(file, `${[31, 30.1, 29.9, 1].map(line).join('\n')}\n`);
  await writeFile(`${file}.before`, 'old');
  await utimes(`${file}.before`, new Date(), new Date(nowMs - 31 * DAY_MS));
  const { log, close } = await openRegionLog(file, nowMs);
  log.info('a new line');
  await close();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.slice(0, 2)).toEqual([29.9, 1].map(line));
  expect(lines[2]).toContain('a new line');
  expect(lines).toHaveLength(3);
  await expect(readFile(`${file}.before`)).rejects.toThrow('ENOENT');
});
