import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { portOffset } from './port-offset.ts';

const MAIN = fileURLToPath(new URL('../../../services/region/src/main.ts', import.meta.url));
const READY = 'Waylight is ready';
const MOST_ATTEMPTS = 5;

export type TrialRegion = {
  readonly dataDir: string;
  readonly portOffset: number;
  /** Stops it, lets somebody at its files, and starts it on them again, at the same ports. */
  readonly restart: (between: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/**
 * The whole region in its trial form, as `npm start` runs it, at ports that are free; with so many months of example data, or empty. What
 * `prepare` puts into its folder stands there before the first start, and stays.
 */
export async function startTrialRegion(
  data: 'empty' | 'example' = 'empty',
  prepare?: (dataDir: string) => Promise<void>,
  months = 12,
): Promise<TrialRegion> {
  for (let attempt = 1; ; attempt += 1) {
    const dataDir = await mkdtemp(join(tmpdir(), 'waylight-trial-'));
    await prepare?.(dataDir);
    const offset = portOffset();
    const given = data === 'empty' ? ['--empty'] : ['--months', String(months)];
    const start = () => startRegion(given, dataDir, offset);
    let running = await start();
    const stop = async () => {
      await running.end();
      await rm(dataDir, { recursive: true, force: true });
    };
    const restart = async (between: () => Promise<void>) => {
      await running.end();
      await between();
      running = await start();
      if (!running.ready) throw new Error(`the region did not start again: ${running.said()}`);
    };
    if (running.ready) return { dataDir, portOffset: offset, restart, stop };
    await stop();
    // Another program may hold one of the ports: elsewhere is as good.
    if (attempt === MOST_ATTEMPTS) throw new Error(`the region did not start: ${running.said()}`);
  }
}

async function startRegion(args: readonly string[], dataDir: string, offset: number) {
  const child = spawn(process.execPath, [MAIN, ...args, '--data', dataDir, '--port-offset', String(offset)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: string[] = [];
  const ended = once(child, 'close');
  const ready = await new Promise<boolean>((resolve) => {
    const listen = (text: string) => {
      said.push(text);
      if (said.join('').includes(READY)) resolve(true);
    };
    child.stdout.setEncoding('utf8').on('data', listen);
    child.stderr.setEncoding('utf8').on('data', listen);
    child.once('close', () => resolve(false));
  });
  return {
    ready,
    said: () => said.join(''),
    end: async () => {
      child.kill('SIGTERM');
      await ended;
    },
  };
}
