import { cp, mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { portOffset, waitFor } from '@waylight/testing';
import { releaseSecret, testSeed } from '@waylight/testing/fixed';
import { EXAMPLE_MONTHS } from '@waylight/trial/example-months';
import { portsAt } from './ports.ts';
import { isTestRun, requestFromTestRun } from './test-run.ts';
import {
  createTrialProcess,
  prepareTrial,
  type TrialLocation,
  type TrialProcess,
  type TrialShape,
} from './trial-process.ts';

const MOST_ATTEMPTS = 5;
/** Months of an example that loads in half the time. They contain two quarters that have closed, whenever they begin. */
export const SHORT_EXAMPLE_MONTHS = 9;

export type TrialRegionOptions = Partial<TrialShape> & {
  readonly run: 'trial';
  readonly data: 'empty' | 'example';
  /** One region for all tests of a run that only read it. */
  readonly shared?: boolean;
  /** Runs while the first start loads the example data. Then this start is killed, and the next one ends by SIGTERM. */
  readonly whileLoading?: (loading: LoadingRegion) => Promise<void>;
};

export type LoadingRegion = TrialLocation & Pick<TrialProcess, 'output'>;

export type TrialRegion = TrialLocation & {
  /** First and last month of the example data. */
  readonly months: { readonly firstMonth: string; readonly lastMonth: string };
  /** Working directory of its process. */
  readonly cwd: string;
  /** Output of its process. */
  readonly output: () => string;
  /** Stops it, lets a test change its files, and starts it again at the same ports. */
  readonly restart: (between: () => Promise<void>) => Promise<void>;
  readonly killAndRestart: () => Promise<void>;
  /** Stops it and removes its files. */
  readonly stop: () => Promise<void>;
};

/**
 * Starts the whole region in its trial form, like `npm start`, at free ports. A test run loads the example data once for each
 * shape, and copies it.
 */
export async function startTrialRegion(options: TrialRegionOptions): Promise<TrialRegion> {
  const { run: _run, shared = false, whileLoading, ...given } = options;
  const shape = { months: EXAMPLE_MONTHS, secret: releaseSecret(), seed: testSeed(), ...given };
  if (shared) return sharedRegion(await requestFromTestRun<TrialLocation>('region', shape));
  for (let attempt = 1; ; attempt += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'waylight-trial-'));
    const [dataDir, cwd] = [join(folder, 'data'), join(folder, 'cwd')];
    await mkdir(cwd);
    if (shape.data === 'example' && whileLoading === undefined && isTestRun())
      await cp(await requestFromTestRun<string>('example', shape), dataDir, { recursive: true });
    else await prepareTrial(dataDir, shape);
    const place = { dataDir, portOffset: portOffset() };
    const running = createTrialProcess(place, shape.data, cwd);
    const isReady =
      whileLoading === undefined
        ? await running.start()
        : await startInterrupted(running, place, whileLoading);
    const remove = () => rm(folder, { recursive: true, force: true });
    if (isReady) return { ...(await withMonths(place)), cwd, ...createControls(running, remove) };
    await running.end('SIGKILL');
    await remove();
    // Another program may use one of the ports.
    if (attempt === MOST_ATTEMPTS) throw new Error(`the region did not start: ${running.output()}`);
  }
}

async function withMonths(place: TrialLocation): Promise<TrialLocation & Pick<TrialRegion, 'months'>> {
  const { example } = JSON.parse(await readFile(join(place.dataDir, 'region.json'), 'utf8'));
  return { ...place, months: { firstMonth: '', lastMonth: '', ...example } };
}

function createControls(running: TrialProcess, remove: () => Promise<void>) {
  const startAgain = async (): Promise<void> => {
    if (!(await running.start())) throw new Error(`the region did not start again: ${running.output()}`);
  };
  return {
    output: running.output,
    restart: async (between: () => Promise<void>) => {
      await running.end('SIGTERM');
      await between();
      await startAgain();
    },
    killAndRestart: async () => {
      await running.end('SIGKILL');
      await startAgain();
    },
    stop: async () => {
      await running.end('SIGTERM');
      await remove();
    },
  };
}

/** Reports of a node after which a start is ended. By then some months are released, and more are to come. */
const REPORTS_BEFORE_END = 300;

/** Ends two starts in the middle of their load, and starts again. Returns false if a start ended by itself. */
async function startInterrupted(
  running: TrialProcess,
  place: TrialLocation,
  whileLoading: (loading: LoadingRegion) => Promise<void>,
): Promise<boolean> {
  if (!(await launchUntilLoading(running, place))) return false;
  await whileLoading({ ...place, output: running.output });
  await running.end('SIGKILL');
  if (!(await launchUntilLoading(running, place))) return false;
  const code = await running.end('SIGTERM');
  if (code !== 0) throw new Error(`SIGTERM during the load ended with ${code}: ${running.output()}`);
  return running.start();
}

async function launchUntilLoading(running: TrialProcess, { portOffset: offset }: TrialLocation) {
  running.launch();
  const isLoading = async (): Promise<boolean> => {
    if (running.hasEnded()) return true;
    const metrics = `http://127.0.0.1:${portsAt(offset).intakeOps('RS')}/metrics`;
    const answer = await fetch(metrics).catch(() => undefined);
    const counts = [
      ...((await answer?.text()) ?? '').matchAll(/outcome="(?:accepted|unchanged)"[^}]*\} (\d+)/g),
    ];
    return counts.reduce((sum, [, count]) => sum + Number(count), 0) >= REPORTS_BEFORE_END;
  };
  await waitFor(`${REPORTS_BEFORE_END} reports`, isLoading, { deadlineMs: 240_000, everyMs: 100 });
  return !running.hasEnded();
}

async function sharedRegion(place: TrialLocation): Promise<TrialRegion> {
  const refuse = () => Promise.reject(new Error('other tests read this region: start one of this test'));
  return {
    ...(await withMonths(place)),
    cwd: '',
    output: () => '',
    restart: refuse,
    killAndRestart: refuse,
    stop: () => Promise.resolve(),
  };
}
