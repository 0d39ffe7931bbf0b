import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { dayOfInstant } from '@waylight/calendar';
import { DEFAULT_RELEASE_PLAN, type ReleasePlan } from '@waylight/disclosure-control';
import { exampleMonths } from '@waylight/trial/example-months';
import { COMPILE_CACHE, ROOT } from './service-process.ts';

const [SETUP, MAIN] = ['setup', 'main'].map((name) => join(ROOT, 'services', 'trial', 'src', `${name}.ts`));
const READY = 'Waylight is ready';

/** Everything that determines the first start of a trial region, except date and ports. */
export type TrialShape = {
  readonly data: 'empty' | 'example';
  /** Release plan. Default: the shipped one, but with yearly tables that close after the example. */
  readonly plan?: object | undefined;
  /** Months of example data. They may be fewer than `npm start` accepts. */
  readonly months: number;
  /** Release secret, in hex. */
  readonly secret: string;
  /** Seed of the simulated reports. */
  readonly seed: number;
};

/** Largest `closesAfterDays` of a plan. */
const MOST_DAYS = 366;

/**
 * The shipped plan, with yearly tables that close after every example of fifteen months. With the shipped days, an example has
 * yearly tables from March to May only, and tests would depend on the date.
 */
export function planWithoutYears(from: string): ReleasePlan {
  const tables = DEFAULT_RELEASE_PLAN.tables.map((table) =>
    table.period === 'year' ? { ...table, closesAfterDays: MOST_DAYS } : table,
  );
  return { ...DEFAULT_RELEASE_PLAN, from, tables };
}

const environment = () => ({ ...process.env, ...COMPILE_CACHE });

/** Creates the files of a trial region before its first start. */
export async function prepareTrial(dataDir: string, shape: TrialShape): Promise<void> {
  const { data, months, secret, seed } = shape;
  const example = { ...exampleMonths(dayOfInstant(Date.now()), months), seed };
  const plan = shape.plan ?? (data === 'empty' ? undefined : planWithoutYears(example.firstMonth));
  await mkdir(join(dataDir, 'keys'), { recursive: true, mode: 0o700 });
  await writeFile(join(dataDir, 'keys', 'release-secret'), secret, { mode: 0o600 });
  if (plan !== undefined) await writeFile(join(dataDir, 'release-plan.json'), JSON.stringify(plan));
  if (data === 'empty') return;
  await promisify(execFile)(process.execPath, [SETUP ?? '', '--data', dataDir], { env: environment() });
  const file = join(dataDir, 'region.json');
  const state = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...state, example: { ...state.example, ...example } }));
}

/** Folder and ports of a trial region. */
export type TrialLocation = { readonly dataDir: string; readonly portOffset: number };

/** The process of a trial region. It ends with this process, however this one ends. */
export type TrialProcess = {
  /** Starts it and waits until it is ready. Returns false if it ended before. */
  readonly start: () => Promise<boolean>;
  /** Starts it without waiting. */
  readonly launch: () => void;
  readonly hasEnded: () => boolean;
  /** Returns the exit code; null after SIGKILL. */
  readonly end: (signal: 'SIGTERM' | 'SIGKILL') => Promise<number | null>;
  /** Its output, over all starts. */
  readonly output: () => string;
};

/** Runs `npm start` with this folder and these ports. */
export function createTrialProcess(
  { dataDir, portOffset }: TrialLocation,
  data: TrialShape['data'],
  cwd: string,
): TrialProcess {
  const written: string[] = [];
  let child: ChildProcess | undefined;
  let ready: Promise<boolean> = Promise.resolve(false);

  const launch = (): void => {
    const args = [MAIN ?? '', '--data', dataDir, '--port-offset', String(portOffset)];
    if (data === 'empty') args.push('--empty');
    // The process ends by itself when this process dies, because its IPC channel closes.
    const started = spawn(process.execPath, args, {
      cwd,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    started.send('pages are built');
    child = started;
    const from = written.length;
    ready = new Promise((resolve) => {
      const keep = (text: string): void => {
        written.push(text);
        if (written.slice(from).join('').includes(READY)) resolve(true);
      };
      started.stdout?.setEncoding('utf8').on('data', keep);
      started.stderr?.setEncoding('utf8').on('data', keep);
      started.once('close', () => resolve(false));
    });
  };
  const hasEnded = () => child === undefined || child.exitCode !== null || child.signalCode !== null;
  return {
    launch,
    hasEnded,
    start: () => {
      launch();
      return ready;
    },
    end: async (signal) => {
      if (child === undefined || hasEnded()) return child?.exitCode ?? null;
      const ended = once(child, 'close');
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
    output: () => written.join(''),
  };
}
