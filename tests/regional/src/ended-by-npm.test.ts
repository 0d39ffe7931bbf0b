import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bareEnvironment, portOffset } from '@waylight/testing';
import { COMPILE_CACHE, ROOT } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';

/** A program that npm or npx runs, and its output. Its `close` event means that every process with that output has ended. */
type Started = { readonly npm: ChildProcess; readonly output: () => string };

let folder: string;
let data: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'waylight-npm-'));
  data = join(folder, 'data');
});
afterAll(async () => {
  // Processes that outlived npm are in its group.
  for (const { pid } of started) if (pid !== undefined) endGroup(pid);
  await rm(folder, { recursive: true, force: true });
});

it('SIGTERM to npx ends a watching command, and SIGTERM to npm ends the region', async () => {
  const args = ['--empty', '--data', data, '--port-offset', String(portOffset())];
  const region = start('npm', ['start', '--', ...args]);
  await untilPrinted(region, 'Waylight is ready');

  const { code, err } = await runWaylight(data, ['report', 'examples/report.json', '--country', 'MK']);
  expect(code, err).toBe(0);
  const watch = start('npx', ['waylight', 'receipt', 'field-2026-0001', '--country', 'MK', '--watch']);
  await untilPrinted(watch, 'counted');
  await endBySigterm(watch);

  await endBySigterm(region);
  const again = await runWaylight(data, ['receipt', 'field-2026-0001', '--country', 'MK']);
  expect(again.err).toContain('is the region running?');
}, 120_000);

function start(program: 'npm' | 'npx', args: readonly string[]): Started {
  const npm = spawn(program, args, {
    cwd: ROOT,
    env: { ...bareEnvironment(), ...COMPILE_CACHE, HOME: folder, WAYLIGHT_DATA: data },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  started.push(npm);
  let text = '';
  const keep = (more: string) => {
    text += more;
  };
  npm.stdout?.setEncoding('utf8').on('data', keep);
  npm.stderr?.setEncoding('utf8').on('data', keep);
  return { npm, output: () => text };
}

async function untilPrinted({ npm, output }: Started, words: string): Promise<void> {
  while (!output().includes(words)) {
    const more = [npm.stdout, npm.stderr].flatMap((stream) => (stream === null ? [] : once(stream, 'data')));
    const ended = once(npm, 'close').then(() => Promise.reject(new Error(`ended early: ${output()}`)));
    await Promise.race([...more, ended]);
  }
}

async function endBySigterm({ npm }: Started): Promise<void> {
  const ended = once(npm, 'close');
  npm.kill('SIGTERM');
  await ended;
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole group has ended.
  }
}
