import { runChild } from './children.ts';
import type { QuestionResult, QuestionSettings } from './processes/question-client.ts';
import { ofRuns } from './statistics.ts';
import type { FiveYears } from './trend-data.ts';
import {
  type AnswerCell,
  addressOf,
  type Kind,
  type LayerName,
  overview,
  plainCells,
  type Question,
  questionAt,
} from './trend-questions.ts';

export type Sizes = Readonly<Record<'runs' | 'trendReports' | 'trendRate' | 'trendSeconds', number>>;

/** Half as many queries come first, unmeasured: by then code is compiled, and prepared statements have their plans. */
function rateOf({ trendRate, trendSeconds }: Sizes) {
  const count = trendRate * trendSeconds;
  return { perSecond: trendRate, warmUp: Math.ceil(count / 2), count };
}

export type QueryRun = { readonly result: QuestionResult; readonly cpuMs: number };

/** Sends the same list of queries to each side in the same run, and another list in each run. */
export function createQueryRunner(to: {
  readonly port: number;
  readonly cookie: string;
  readonly years: FiveYears;
  readonly sizes: Sizes;
  /** CPU time of the servers so far, in µs. */
  readonly cpu: () => Promise<number>;
}): () => Promise<QueryRun> {
  const { port, cookie, years } = to;
  const rate = rateOf(to.sizes);
  const inAll = rate.warmUp + rate.count;
  let first = 0;
  return async () => {
    const settings: QuestionSettings = { port, cookie, years, first, ...rate };
    first += inAll;
    const before = await to.cpu();
    const result = await runChild<QuestionResult>('question-client', settings);
    return { result, cpuMs: ((await to.cpu()) - before) / 1_000 / inAll };
  };
}

export function describeQueries(
  kind: Kind,
  { from, to, months }: FiveYears,
  cells: Readonly<Record<LayerName, number>>,
) {
  if (kind !== 'varied')
    return `${months.length} months (${from} to ${to}), the six countries, all types: ${cells[kind]} cells, equal on both sides`;
  return 'windows of at least 12 months, some of the countries, four groupings of either layer';
}

export function describeEndpoints(
  { trendRate, trendSeconds }: Sizes,
  { own, other }: { readonly own: readonly QueryRun[]; readonly other: readonly QueryRun[] },
): string {
  const median = (values: readonly number[]) => Math.round(100 * ofRuns(values).median) / 100;
  const clients = [...own, ...other].map(({ result }) => result);
  return (
    `${trendRate} queries per second for ${trendSeconds} s, a quarter of them each overview and half varied, ` +
    `${median(clients.map(({ different }) => different))} different ones, others in each run; from the due time of a query to ` +
    'the last byte, client and servers in separate processes, over loopback; PostgreSQL behind a bare fastify route: prepared ' +
    'statement, index-only, without sums, 4 connections, no authorisation; CPU of a query: insights ' +
    `${median(own.map(({ cpuMs }) => cpuMs))} ms, the route with PostgreSQL ${median(other.map(({ cpuMs }) => cpuMs))} ms; the ` +
    `client sent its queries at most ${median(clients.map(({ lateP99Ms }) => lateP99Ms))} ms late (p99) and used ` +
    `${median(clients.map(({ cpuShare }) => cpuShare))} of a core`
  );
}

export async function fetchCells(port: number, cookie: string, path: string): Promise<readonly AnswerCell[]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { cells: readonly AnswerCell[] }).cells;
}

/** Number of varied queries that are compared before the measurement. */
const COMPARED = 60;

/** Checks that both sides give the same cells for overviews and varied queries. Returns the cells of each overview. */
export async function assertSameAnswers(sides: {
  readonly insights: number;
  readonly endpoint: number;
  readonly cookie: string;
  readonly years: FiveYears;
}): Promise<Readonly<Record<LayerName, number>>> {
  const compare = async (question: Question): Promise<number> => {
    const path = addressOf(question);
    // Insights adds bounds and reporting to each cell.
    const valuesOf = async (port: number) =>
      (await fetchCells(port, sides.cookie, path)).map((cell) =>
        Object.fromEntries([...question.by, 'value'].map((name) => [name, cell[name] ?? ''])),
      );
    const own = await valuesOf(sides.insights);
    const other = await valuesOf(sides.endpoint);
    if (plainCells(own) !== plainCells(other))
      throw new Error(
        `${path}: insights has ${own.length} cells PostgreSQL has ${other.length} different ones`,
      );
    return own.length;
  };
  for (let n = 0; n < COMPARED; n++) await compare(questionAt(n, 0, sides.years).question);
  const counts = {
    'released tables': await compare(overview('released tables', sides.years)),
    'public record': await compare(overview('public record', sides.years)),
  };
  if (Object.values(counts).includes(0)) throw new Error('an overview has no cells to compare');
  return counts;
}
