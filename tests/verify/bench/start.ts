import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { portOffset, signInToTrial } from '@waylight/testing';
import { portsAt, ROOT } from '@waylight/tests-region';
import { bench } from './bench.ts';
import type { Figure } from './figures.ts';
import { ofRuns } from './statistics.ts';

const READY = 'Waylight is ready';
const EVERY_MS = 50;
const MAX_SECONDS = { pages: 15, example: 30 } as const;

type Seconds = { readonly installed: number; readonly pages: number; readonly example: number };

/** Measures `npm start` as a newcomer sees it: in a clone of the last commit, with an empty home folder. */
export const start = bench({
  about: 'npm start in a fresh clone with an empty home folder, over the internet',
  figureNames: ['installed', 'sign-in and first page', 'whole example'],
  sizes: {},
  run: async (_dependencies, { runs }) => {
    const measured: Seconds[] = [];
    for (let run = 0; run < runs; run++) measured.push(await startOnce());
    const figure = (name: string, part: keyof Seconds, atMost?: number): Figure => ({
      name,
      unit: 's',
      measured: ofRuns(measured.map((seconds) => seconds[part])),
      ...(atMost === undefined ? {} : { goal: { of: 'measured', atMost } }),
      how: 'since npm start',
    });
    return [
      figure('installed', 'installed'),
      figure('sign-in and first page', 'pages', MAX_SECONDS.pages),
      figure('whole example', 'example', MAX_SECONDS.example),
    ];
  },
});

async function startOnce(): Promise<Seconds> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-start-'));
  const [clone, home] = [join(folder, 'clone'), join(folder, 'home')];
  await mkdir(home);
  await promisify(execFile)('git', ['clone', '--quiet', ROOT, clone]);
  const offset = portOffset();
  const beganMs = performance.now();
  const npm = spawn('npm', ['start', '--', '--port-offset', String(offset)], {
    cwd: clone,
    env: newcomerEnvironment(home),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(npm, 'close');
  const ending = new AbortController();
  void closed.then(() => ending.abort(new Error('npm start ended early')));
  let output = '';
  npm.stdout.setEncoding('utf8').on('data', (more: string) => {
    output += more;
  });
  const secondsUntil = async (isTrue: () => boolean | Promise<boolean>): Promise<number> => {
    while (!(await isTrue())) await wait(EVERY_MS, undefined, { signal: ending.signal });
    return (performance.now() - beganMs) / 1_000;
  };
  const origin = `http://localhost:${portsAt(offset).insightsHttp}`;
  try {
    const [installed, pages, example] = await Promise.all([
      secondsUntil(() => existsSync(join(clone, 'node_modules', '.waylight-installed'))),
      secondsUntil(async () => (await isPageThere(origin)) && (await canSignIn(clone))),
      secondsUntil(() => output.includes(READY)),
    ]);
    return { installed, pages, example };
  } finally {
    npm.kill('SIGTERM');
    await closed;
    await rm(folder, { recursive: true });
  }
}

/** Without caches, settings of npm that runs this program, and tools of this clone. */
function newcomerEnvironment(home: string): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|WAYLIGHT_|XDG_|NODE_COMPILE_CACHE$)/i.test(name),
  );
  const path = (process.env.PATH ?? '').split(delimiter).filter((one) => !one.startsWith(ROOT));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), HOME: home };
}

const isPageThere = (url: string): Promise<boolean> =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );

const canSignIn = (clone: string): Promise<boolean> =>
  signInToTrial(join(clone, '.waylight', 'region'), 'MYLA').then(
    () => true,
    () => false,
  );
