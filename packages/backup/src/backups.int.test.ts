import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLogger } from '@waylight/service-kit';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createBackups } from './backups.ts';
import type { Manifest } from './manifest.ts';
import { checkFileOf, requestFileOf } from './subject.ts';

const subject = { kind: 'data', of: 'data of a test' };
const CREATED = '2026-11-29T12:00:00.000Z';

it('a backup is written at the first start and at a request, and metrics have both times', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'backups-'));
  const write = vi.fn(async () => ({ createdAt: CREATED }) as Manifest);
  const metrics = { setLastBackup: vi.fn(), setLastBackupCheck: vi.fn() };
  const log = createLogger({ service: 'test', level: 'silent' });
  const running = await createBackups({ folder, subject, write, metrics, nowMs: Date.now, log }).start(
    new AbortController().signal,
  );
  onTestFinished(async () => {
    await running.stop();
    rmSync(folder, { recursive: true });
  });
  await expect.poll(() => metrics.setLastBackup.mock.calls).toEqual([[Date.parse(CREATED)]]);
  writeFileSync(checkFileOf(folder, subject), CREATED);
  writeFileSync(requestFileOf(folder, subject), '');
  await expect.poll(() => write.mock.calls.length).toBe(2);
  expect(existsSync(requestFileOf(folder, subject))).toBe(false);
  expect(metrics.setLastBackupCheck.mock.calls.at(-1)).toEqual([Date.parse(CREATED)]);
});
