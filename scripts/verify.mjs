// npm run verify -- [PART [ARGS…]] [--record]: checks that take too long for every change, in parts of at most 20 minutes.
// Without a part it runs all of them in turn. --list explains the parts, and PART --help the options of a program.
// --record writes the results to docs/reliability.md.
import { execFileSync } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { ensureDashboard } from './dashboard.mjs';
import { ensureInstalled } from './install.mjs';
import { runInForeground } from './run-in-foreground.mjs';
import { root } from './toolchain.mjs';
import { durationLines, hasPassed, printResult, runTests } from './vitest.mjs';

/** A part consists of test files, a program, or both. With arguments, only the program runs if there is one. */
const PARTS = {
  defects: {
    about: 'plants one defect after the other; the test named for each must fail',
    program: 'tests/verify/defects/main.ts',
  },
  faults: {
    about: 'disturbs a region while clients write, then checks every report; `--soak` measures growth',
    tests: ['tests/verify/faults'],
    program: 'tests/verify/faults/main.ts',
  },
  brokers: {
    about: 'kills each of three brokers, promotes a replica of Redis, and tests the store on a Redis Cluster',
    tests: ['tests/verify/brokers'],
  },
  hostile: {
    about: 'sends broken and hostile input to every entry of a region, from a new seed each time',
    program: 'tests/verify/hostile/main.ts',
  },
  openapi: {
    about: 'compares the answers of every operation with /openapi.json, by schemathesis',
    program: 'tests/verify/hostile/main.ts',
    programArgs: ['http-openapi'],
  },
  bench: {
    about: 'runs every benchmark at its smallest size; `npm run bench` measures',
    tests: ['tests/verify/bench/bench'],
  },
  audits: {
    about: 'audits the releases of three simulated years, and plants mistakes that the audit must find',
    tests: ['guess', 'injection', 'three-years', 'wrong-roundings'].map(
      (file) => `tests/verify/bench/releases/${file}`,
    ),
  },
  replay: {
    about: 'replays three years of reports through six nodes and aggregation, and audits every release',
    tests: ['tests/verify/bench/releases/replayed-years'],
  },
  containers: {
    about: 'builds the images and packages, and runs the region, Kafka and Redis in containers',
    tests: ['tests/verify/containers', 'packages/testing', 'infra'],
    env: { WAYLIGHT_TEST_CONTAINERS: process.env.WAYLIGHT_TEST_CONTAINERS ?? 'offline' },
  },
  journeys: {
    about:
      'sets up the region and six nodes with Compose, one node by systemd, kills and replaces their parts, and restores them',
    tests: ['tests/verify/journeys'],
    env: { WAYLIGHT_TEST_CONTAINERS: process.env.WAYLIGHT_TEST_CONTAINERS ?? 'offline' },
  },
  upgrade: {
    about: 'runs nodes and aggregation of the baseline 0.3.0 together with these; needs the history of git',
    tests: ['tests/verify/upgrade'],
  },
  monitoring: {
    about: 'runs Prometheus and Alertmanager next to a region, and plants causes of alerts',
    tests: ['tests/verify/monitoring'],
  },
  helm: {
    about: 'renders the chart with Helm, and checks it by the schemas of Kubernetes and its operators',
    tests: ['tests/verify/helm'],
  },
  years: {
    about: 'reads pages over two years and more of simulated releases',
    tests: ['tests/verify/years'],
  },
  pages: {
    about:
      'finds texts that are not translated; brings every page into each of its states, and looks at it with axe',
    tests: ['services/dashboard/src/text/translated', 'tests/browser/src/every-state'],
  },
  firefox: {
    about:
      'takes the most important ways through the pages in Firefox too; needs `apt-get install firefox-esr`',
    tests: ['tests/browser/src/firefox'],
  },
  embedded: {
    about: 'repeats the tests of long draws on the log and store of the trial',
    tests: ['release/coupling.int', 'release/rebuilt.int'],
    project: 'int',
    env: { WAYLIGHT_TEST_EMBEDDED: 'true' },
  },
  draws: {
    about: 'repeats the tests that depend on draws and dates, with new secrets, seeds and dates',
    program: 'tests/verify/repeat/main.ts',
  },
};

/** Parts to run after a change, and the folders that require them. */
const FOLDERS = {
  'defects, faults, hostile, bench, upgrade': [
    'packages/contracts',
    'packages/service-kit',
    'services/intake',
  ],
  'defects, faults, brokers, hostile, bench, embedded, upgrade': [
    'packages/event-log',
    'packages/sqlite',
    'packages/view-store',
    'services/aggregation',
  ],
  'defects, hostile': [
    'packages/access',
    'packages/audit',
    'packages/backup',
    'packages/cli',
    'packages/import',
    'packages/node-keys',
    'packages/pseudonymisation',
    'packages/taxonomy',
  ],
  'defects, hostile, openapi': ['services/insights'],
  'defects, bench, audits, replay, draws': [
    'packages/calendar',
    'packages/disclosure-audit',
    'packages/disclosure-control',
    'packages/simulator',
    'packages/trends',
  ],
  'years, pages, firefox, draws': [
    'packages/bulletin',
    'packages/presentation',
    'services/dashboard',
    'tests/browser',
  ],
  'years, draws': ['services/trial', 'tests/regional'],
  'faults, brokers, hostile, bench, containers, journeys, upgrade, monitoring': [
    'packages/testing',
    'tests/region',
    'tests/verify',
  ],
  'containers, journeys, monitoring, helm': ['infra'],
  'containers, journeys': ['packages/deployment'],
  defects: ['tests/architecture', 'tests/contract'],
};

const RESULTS = 'docs/reliability.md';
const RESULT_MARKERS = ['<!-- results of npm run verify -->\n', '<!-- end of results -->'];

const argv = process.argv.slice(2);
const isRecorded = argv.includes('--record');
const [name, ...args] = argv.filter((arg) => arg !== '--record');
const program = Object.hasOwn(PARTS, name ?? '') ? PARTS[name].program : undefined;
if (program !== undefined && args.includes('--help')) {
  process.exitCode = (await ensureInstalled()) ? await runInForeground(program, ['--help']) : 1;
} else if (name === '--list' || argv.includes('--help')) {
  // A reader such as `head` closes the pipe early.
  process.stdout.on('error', ({ code }) => process.exit(code === 'EPIPE' ? 0 : 1));
  process.stdout.write(list());
} else if (name !== undefined && !Object.hasOwn(PARTS, name)) {
  process.stderr.write(`There is no part ${name}.\n${list()}`);
  process.exitCode = 2;
} else if (isRecorded && args.length > 0) {
  process.stderr.write('--record works only with whole parts, without arguments.\n');
  process.exitCode = 2;
} else if ((await ensureInstalled()) && (await ensureDashboard())) await verify();
else process.exitCode = 1;

async function verify() {
  const values = {
    WAYLIGHT_TEST_SECRET: process.env.WAYLIGHT_TEST_SECRET ?? randomBytes(32).toString('hex'),
    WAYLIGHT_TEST_SEED: process.env.WAYLIGHT_TEST_SEED ?? String(randomInt(2 ** 31)),
  };
  for (const [variable, value] of Object.entries(values)) process.stdout.write(`${variable}=${value}\n`);
  let isInterrupted = false;
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => (isInterrupted = true));
  const done = [];
  for (const part of name === undefined ? Object.keys(PARTS) : [name]) {
    if (isInterrupted) break;
    process.stdout.write(`${part}: ${PARTS[part].about}\n`);
    const startedAt = performance.now();
    const count = await runPart(PARTS[part], values);
    if (isInterrupted) count.failed += 1;
    const minutes = (performance.now() - startedAt) / 60_000;
    process.stdout.write(
      `${part}: ${hasPassed(count) ? 'passed' : 'FAILED'} in ${minutes.toFixed(1)} minutes\n`,
    );
    done.push({ part, minutes, ...count });
  }
  if (isRecorded) record(done);
  process.exitCode = printResult(total(done)) ? 0 : 1;
}

/** A program counts as one test, which passes if its exit code is 0. */
async function runPart({ tests, program, programArgs = [], env, project = 'verify' }, values) {
  if (tests !== undefined && (program === undefined || args.length === 0)) {
    // Runs one file at a time, because each starts a region, and some measure time.
    const vitest = [...tests, ...args, `--project=${project}`, '--no-file-parallelism'];
    const count = await runTests(vitest, { env: { ...env, ...values } });
    for (const line of durationLines(count.files)) process.stdout.write(`${line}\n`);
    return count;
  }
  const code = await runInForeground(program, [...programArgs, ...args], { ...env, ...values });
  return code === 0 ? { passed: 1, failed: 0, skipped: [] } : { passed: 0, failed: 1, skipped: [] };
}

function total(results) {
  return {
    passed: results.reduce((sum, { passed }) => sum + passed, 0),
    failed: results.reduce((sum, { failed }) => sum + failed, 0),
    skipped: results.flatMap(({ skipped }) => skipped),
  };
}

/** The parts as Markdown tables. */
function list() {
  const rows = [
    ['Part', 'What it does'],
    ['---', '---'],
    ...Object.entries(PARTS).map(([part, { about }]) => [`\`${part}\``, about]),
  ];
  const folders = [
    ['Changed', 'Parts to run'],
    ['---', '---'],
    ...Object.entries(FOLDERS).map(([parts, changed]) => [changed.join(', '), parts]),
  ];
  return `${table(rows)}\n${table(folders)}`;
}

function table(rows) {
  return rows.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}

/** Replaces the rows of the parts that ran, and leaves the rows of other parts unchanged. */
function record(results) {
  const page = readFileSync(join(root, RESULTS), 'utf8');
  const [begin, end] = RESULT_MARKERS;
  const [before, rest] = page.split(begin);
  const [recorded, after] = rest.split(end);
  const rows = Object.fromEntries(
    recorded.split('\n').flatMap((row) => (row.startsWith('| `') ? [[row.split('`')[1], row]] : [])),
  );
  for (const { part, passed, failed, skipped, minutes } of results)
    rows[part] = table([
      [
        `\`${part}\``,
        hasPassed({ passed, failed, skipped }) ? 'passed' : 'FAILED',
        `${passed}, ${failed}, ${skipped.length}`,
        minutes.toFixed(1),
        commit(),
        new Date().toISOString().slice(0, 10),
        availableParallelism(),
      ],
    ]).trimEnd();
  const head = [
    ['Part', 'Verdict', 'Passed, failed, skipped', 'Minutes', 'Commit', 'Date', 'Cores'],
    Array(7).fill('---'),
  ];
  const body = Object.keys(PARTS).flatMap((part) => (rows[part] === undefined ? [] : [`${rows[part]}\n`]));
  writeFileSync(join(root, RESULTS), `${before}${begin}${table(head)}${body.join('')}${end}${after}`);
}

function commit() {
  const git = (...gitArgs) => execFileSync('git', gitArgs, { cwd: root, encoding: 'utf8' }).trim();
  const changes = git('status', '--porcelain', '--', '.', `:!${RESULTS}`);
  return `${git('rev-parse', '--short', 'HEAD')}${changes === '' ? '' : ' with changes'}`;
}
