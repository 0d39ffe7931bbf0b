import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniqueName } from '@waylight/testing';
import { startSeparateRegion } from '@waylight/tests-separate-region';
import { bench } from './bench.ts';
import { runChild, startServer } from './children.ts';
import { beside, type Figure, interleaved } from './figures.ts';
import type { Parts } from './parts.ts';
import type { LookupResult, LookupSettings } from './processes/lookup-client.ts';
import type { DoorResult, DoorSettings } from './processes/postgres-door.ts';
import type { QuestionResult, QuestionSettings } from './processes/question-client.ts';
import { ofRuns, quantile } from './statistics.ts';
import { type FiveYears, fillRegion, fiveYears, writePlan, writeTokens } from './trend-data.ts';
import { fillPostgres } from './trend-peer.ts';
import {
  type AnswerCell,
  addressOf,
  plainCells,
  QUESTION_NAMES,
  type QuestionName,
} from './trend-questions.ts';
import { cpuOf, cpuOfFamily, pidAt } from './usage.ts';

const PARTITIONS = 3;
const QUANTILES = { p50: 0.5, p99: 0.99 } as const;

/** How long a question over five years takes, beside the same question to PostgreSQL behind a door of the same kind. */
export const trends = bench({
  about: 'trend queries over five years, beside PostgreSQL over a summary table',
  gives: [
    ...QUESTION_NAMES.flatMap((name) => Object.keys(QUANTILES).map((q) => `trend query, ${name}, ${q}`)),
    ...Object.keys(QUANTILES).map((q) => `store lookup, ${q}`),
  ],
  sizes: {
    trendReports: { usual: 25_000, tiny: 600, about: 'reports of five years, counted and released by month' },
    trendRate: { usual: 100, tiny: 50, about: 'questions a second' },
    trendSeconds: { usual: 20, tiny: 1, about: 'seconds that they are asked for' },
  },
  run: benchTrends,
});

type Sizes = Readonly<Record<'runs' | 'trendReports' | 'trendRate' | 'trendSeconds', number>>;

async function benchTrends(parts: Parts, sizes: Sizes): Promise<Figure[]> {
  const [addresses, postgres] = await Promise.all([parts.kafkaAndRedis(), parts.postgres()]);
  const dir = await mkdtemp(join(tmpdir(), 'waylight-trends-'));
  const years = fiveYears(Date.now());
  const token = uniqueName('bench-reader');
  const region = await startSeparateRegion({
    ...addresses,
    countries: ['MK'],
    partitions: PARTITIONS,
    planFile: await writePlan(join(dir, 'plan.json'), years),
    env: {
      aggregation: { WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true' },
      insights: {
        WAYLIGHT_INSIGHTS_READER_TOKENS_FILE: await writeTokens(join(dir, 'tokens.json'), token),
      },
    },
  });
  try {
    const releases = await fillRegion({
      ...addresses,
      region,
      years,
      reports: sizes.trendReports,
      partitions: PARTITIONS,
    });
    const insights = region.ports.insightsHttp;
    const publicRecord = await cellsOf(insights, token, addressOf('public record', years));
    parts.note('postgresql', await fillPostgres(postgres, releases, publicRecord));
    const doorSettings: DoorSettings = { url: postgres };
    const door = await startServer<DoorResult>('postgres-door', doorSettings);
    try {
      const cells = await sameAnswers({ insights, door: door.port, token, years });
      const postgresPid = await pidAt(Number(new URL(postgres).port));
      const cpuOfInsights = () => cpuOf(region.insights.pid() ?? 0);
      const cpuOfPeer = async () =>
        (await cpuOf(door.pid)) + (postgresPid === undefined ? 0 : await cpuOfFamily(postgresPid));
      const asked = await interleaved(sizes.runs, {
        other: () => askAt({ port: door.port, token, years, sizes, cpu: cpuOfPeer }),
        own: () => askAt({ port: insights, token, years, sizes, cpu: cpuOfInsights }),
      });
      const lookup = (of: LookupSettings['of'], url: string) => () =>
        lookUp({
          ...{ of, url, namespace: region.namespace, planFile: join(dir, 'plan.json') },
          ...{ registryFile: join(region.dir, 'registry.json'), from: years.from, to: years.to },
          ...rateOf(sizes),
        });
      const lookedUp = await interleaved(sizes.runs, {
        other: lookup('PostgreSQL', postgres),
        own: lookup('released store', region.insightsRedisUrl),
      });
      const of = (name: QuestionName) => (run: Asked) => run.latencies[name];
      const cpu = (runs: readonly Asked[]) =>
        Math.round(100 * ofRuns(runs.map((run) => run.cpuMs)).median) / 100;
      const what = (name: QuestionName) =>
        `${years.months.length} months (${years.from} to ${years.to}), the six countries, all types: ${cells[name]} cells, equal ` +
        `on both sides; ${sizes.trendRate} questions a second for ${sizes.trendSeconds} s`;
      const doors =
        'half of them this one; from the request to the last byte, client and servers a process each, over loopback; PostgreSQL ' +
        'behind a bare fastify route: prepared statement, index-only, 4 connections, no check of who asks; CPU of a question: ' +
        `insights ${cpu(asked.own)} ms, the route with PostgreSQL ${cpu(asked.other)} ms`;
      return [
        ...QUESTION_NAMES.flatMap((name) =>
          besidePostgres(
            `trend query, ${name}`,
            { own: asked.own.map(of(name)), other: asked.other.map(of(name)) },
            { how: `${what(name)}, ${doors}`, goal: { of: 'ratio', atMost: 1 } },
          ),
        ),
        ...besidePostgres('store lookup', lookedUp, {
          how:
            `${what('released tables')}; without HTTP: what insights does for an answer (one call to the released store, whose ` +
            'tables it holds while its revision is the same) beside the prepared statement, its rows in the client',
        }),
      ];
    } finally {
      await door.stop();
    }
  } finally {
    await region.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

/** p50 and p99 of several runs; the goal is of the p99. */
function besidePostgres(
  name: string,
  { own, other }: { readonly own: readonly number[][]; readonly other: readonly number[][] },
  { how, goal }: Pick<Figure, 'how' | 'goal'>,
): Figure[] {
  return Object.entries(QUANTILES).map(([label, q]): Figure => {
    const of = (runs: readonly number[][]) =>
      runs.map((ms) =>
        quantile(
          ms.toSorted((a, b) => a - b),
          q,
        ),
      );
    return {
      name: `${name}, ${label}`,
      unit: 'ms',
      measured: ofRuns(of(own)),
      beside: beside('PostgreSQL', of(own), of(other)),
      ...(label === 'p99' && goal !== undefined ? { goal } : {}),
      how,
    };
  });
}

function rateOf({ trendRate, trendSeconds }: Sizes) {
  const count = trendRate * trendSeconds;
  return { perSecond: trendRate, warmUp: Math.ceil(count / 5), count };
}

type Asked = { readonly latencies: Readonly<Record<QuestionName, number[]>>; readonly cpuMs: number };

async function askAt(to: {
  readonly port: number;
  readonly token: string;
  readonly years: FiveYears;
  readonly sizes: Sizes;
  /** What the servers have used so far, in µs. */
  readonly cpu: () => Promise<number>;
}): Promise<Asked> {
  const rate = rateOf(to.sizes);
  const paths = QUESTION_NAMES.map((name) => addressOf(name, to.years));
  const settings: QuestionSettings = { port: to.port, token: to.token, paths, ...rate };
  const before = await to.cpu();
  const { ms } = await runChild<QuestionResult>('question-client', settings);
  const cpuMs = ((await to.cpu()) - before) / 1_000 / (rate.warmUp + rate.count);
  const named = QUESTION_NAMES.map((name, i) => [name, [...(ms[i] ?? [])]] as const);
  return { cpuMs, latencies: Object.fromEntries(named) as unknown as Asked['latencies'] };
}

async function lookUp(settings: LookupSettings): Promise<number[]> {
  return [...(await runChild<LookupResult>('lookup-client', settings)).ms];
}

async function cellsOf(port: number, token: string, path: string): Promise<readonly AnswerCell[]> {
  const headers = { authorization: `Bearer ${token}` };
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { cells: readonly AnswerCell[] }).cells;
}

/** Both must say the same, and something: how many cells each question has. */
async function sameAnswers(asked: {
  readonly insights: number;
  readonly door: number;
  readonly token: string;
  readonly years: { readonly from: string; readonly to: string };
}): Promise<Readonly<Record<QuestionName, number>>> {
  const counts = await Promise.all(
    QUESTION_NAMES.map(async (name) => {
      const path = addressOf(name, asked.years);
      const own = await cellsOf(asked.insights, asked.token, path);
      const other = await cellsOf(asked.door, asked.token, path);
      if (own.length === 0 || plainCells(own) !== plainCells(other))
        throw new Error(
          `${name}: insights has ${own.length} cells and PostgreSQL has ${other.length} others`,
        );
      return [name, own.length] as const;
    }),
  );
  return Object.fromEntries(counts) as unknown as Readonly<Record<QuestionName, number>>;
}
