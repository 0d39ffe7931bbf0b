import { bench } from './bench.ts';
import { startServer } from './children.ts';
import type { Dependencies } from './dependencies.ts';
import { compareWith, type Figure, interleaved } from './figures.ts';
import { withFiveYears } from './five-year-region.ts';
import type { EndpointResult, EndpointSettings } from './processes/postgres-endpoint.ts';
import { ofRuns, quantile } from './statistics.ts';
import {
  assertSameAnswers,
  createQueryRunner,
  describeEndpoints,
  describeQueries,
  fetchCells,
  type QueryRun,
  type Sizes,
} from './trend-load.ts';
import { fillPostgres } from './trend-peer.ts';
import { addressOf, KINDS, type Kind, LAYERS, overview } from './trend-questions.ts';
import { cpuOf, cpuOfProcessTree, pidAt } from './usage.ts';

const GOAL: Figure['goal'] = { of: 'ratio', atMost: 1 };
const QUANTILES = { p50: 0.5, p99: 0.99 } as const;

/** Measures queries over five years, compared with the same queries to PostgreSQL behind an HTTP endpoint. */
export const trends = bench({
  about: 'trend queries over five years, compared with PostgreSQL over a summary table',
  figureNames: [...KINDS.flatMap((kind) => Object.keys(QUANTILES).map((q) => `trend query, ${kind}, ${q}`))],
  sizes: {
    trendReports: { usual: 25_000, tiny: 600, about: 'reports of five years, counted and released by month' },
    trendRate: { usual: 100, tiny: 50, about: 'queries per second' },
    trendSeconds: { usual: 20, tiny: 1, about: 'seconds of load' },
  },
  run: benchTrends,
});

async function benchTrends(dependencies: Dependencies, sizes: Sizes): Promise<Figure[]> {
  const postgres = await dependencies.postgres();
  return withFiveYears(dependencies, sizes.trendReports, async ({ region, years, releases, cookie }) => {
    const insights = region.ports.insightsHttp;
    const publicRecord = await Promise.all(
      LAYERS['public record'].groupings.map(async (by) => {
        const question = { ...overview('public record', years), by };
        return { by, cells: await fetchCells(insights, cookie, addressOf(question)) };
      }),
    );
    dependencies.note('postgresql', await fillPostgres(postgres, releases, publicRecord));
    const endpointSettings: EndpointSettings = { url: postgres };
    const endpoint = await startServer<EndpointResult>('postgres-endpoint', endpointSettings);
    try {
      const cells = await assertSameAnswers({ insights, endpoint: endpoint.port, cookie, years });
      const postgresPid = await pidAt(Number(new URL(postgres).port));
      const cpuOfInsights = () => cpuOf(region.insights.pid() ?? 0);
      const cpuOfPeer = async () =>
        (await cpuOf(endpoint.pid)) + (postgresPid === undefined ? 0 : await cpuOfProcessTree(postgresPid));
      const client = { cookie, years, sizes };
      const queried = await interleaved(sizes.runs, {
        other: createQueryRunner({ ...client, port: endpoint.port, cpu: cpuOfPeer }),
        own: createQueryRunner({ ...client, port: insights, cpu: cpuOfInsights }),
      });
      const of = (kind: Kind) => (run: QueryRun) => [...run.result.ms[kind]];
      return [
        ...KINDS.flatMap((kind) =>
          compareWithPostgres(
            `trend query, ${kind}`,
            { own: queried.own.map(of(kind)), other: queried.other.map(of(kind)) },
            {
              how: `${describeQueries(kind, years, cells)}; ${describeEndpoints(sizes, queried)}`,
              goal: GOAL,
            },
          ),
        ),
      ];
    } finally {
      await endpoint.stop();
    }
  });
}

/** p50 and p99 of several runs; the goal is for the p99. */
function compareWithPostgres(
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
      beside: compareWith('PostgreSQL', of(own), of(other)),
      ...(label === 'p99' && goal !== undefined ? { goal } : {}),
      how,
    };
  });
}
