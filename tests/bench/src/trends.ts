import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniqueName } from '@waylight/testing';
import { startSeparateRegion } from '@waylight/tests-separate-region';
import { bench } from './bench.ts';
import { runChild, startServer } from './children.ts';
import { beside, type Figure, interleaved } from './figures.ts';
import type { Parts } from './parts.ts';
import type { DoorResult, DoorSettings } from './processes/postgres-door.ts';
import type { QuestionResult, QuestionSettings } from './processes/question-client.ts';
import { ofRuns, quantile } from './statistics.ts';
import { fillRegion, fiveYears, writePlan, writeTokens } from './trend-data.ts';
import { fillPostgres } from './trend-peer.ts';
import {
  type AnswerCell,
  addressOf,
  plainCells,
  QUESTION_NAMES,
  type QuestionName,
} from './trend-questions.ts';

const PARTITIONS = 3;
const QUANTILES = { p50: 0.5, p99: 0.99 } as const;

/** How long a question over five years takes, beside the same question to PostgreSQL behind a door of the same kind. */
export const trends = bench({
  about: 'trend queries over five years, beside PostgreSQL over a summary table',
  gives: [
    ...QUESTION_NAMES.flatMap((name) => Object.keys(QUANTILES).map((q) => `trend query, ${name}, ${q}`)),
  ],
  sizes: {
    trendReports: { usual: 25_000, tiny: 600, about: 'reports of five years, counted and released by month' },
    trendRate: { usual: 100, tiny: 50, about: 'questions a second' },
    trendSeconds: { usual: 20, tiny: 1, about: 'seconds that they are asked for' },
  },
  run: benchTrends,
});

type Sizes = Readonly<Record<'runs' | 'trendReports' | 'trendRate' | 'trendSeconds', number>>;
type Latencies = Readonly<Record<QuestionName, readonly number[]>>;

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
      const answered = await sameAnswers({ insights, door: door.port, token, years });
      const latencies = (port: number) => () => askAt(port, token, years, sizes);
      const { own, other } = await interleaved(sizes.runs, {
        other: latencies(door.port),
        own: latencies(insights),
      });
      const how = (name: QuestionName) =>
        `${years.months.length} months (${years.from} to ${years.to}), the six countries, all types: ${answered[name]} cells, ` +
        `equal on both sides; ${sizes.trendRate} questions a second for ${sizes.trendSeconds} s, half of them this one; from the ` +
        'request to the last byte, client and servers a process each, over loopback; PostgreSQL behind a bare fastify route, ' +
        'prepared statement, index-only, 4 connections, without checks of who asks';
      return QUESTION_NAMES.flatMap((name) =>
        Object.entries(QUANTILES).map(([label, q]): Figure => {
          const of = (runs: readonly Latencies[]) =>
            runs.map((run) =>
              quantile(
                [...run[name]].sort((a, b) => a - b),
                q,
              ),
            );
          return {
            name: `trend query, ${name}, ${label}`,
            unit: 'ms',
            measured: ofRuns(of(own)),
            beside: beside('PostgreSQL', of(own), of(other)),
            ...(label === 'p99' ? { goal: { of: 'ratio', atMost: 1 } } : {}),
            how: how(name),
          };
        }),
      );
    } finally {
      await door.stop();
    }
  } finally {
    await region.stop();
    await rm(dir, { recursive: true, force: true });
  }
}

async function askAt(
  port: number,
  token: string,
  years: { from: string; to: string },
  { trendRate, trendSeconds }: Sizes,
): Promise<Latencies> {
  const count = trendRate * trendSeconds;
  const settings: QuestionSettings = {
    port,
    token,
    paths: QUESTION_NAMES.map((name) => addressOf(name, years)),
    perSecond: trendRate,
    warmUp: Math.ceil(count / 5),
    count,
  };
  const { ms } = await runChild<QuestionResult>('question-client', settings);
  return Object.fromEntries(QUESTION_NAMES.map((name, i) => [name, ms[i] ?? []])) as unknown as Latencies;
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
