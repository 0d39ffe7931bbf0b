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

/** Half as many again come first, unmeasured: code is compiled and prepared statements get their plans by then. */
export function rateOf({ trendRate, trendSeconds }: Sizes) {
  const count = trendRate * trendSeconds;
  return { perSecond: trendRate, warmUp: Math.ceil(count / 2), count };
}

export type QuestionRun = { readonly result: QuestionResult; readonly cpuMs: number };

/** Asks the same list of questions in the same run of each side, and in each run others. */
export function createQuestionRunner(to: {
  readonly port: number;
  readonly cookie: string;
  readonly years: FiveYears;
  readonly sizes: Sizes;
  /** What the servers have used so far, in µs. */
  readonly cpu: () => Promise<number>;
}): () => Promise<QuestionRun> {
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

export function describeQuestions(
  kind: Kind,
  { from, to, months }: FiveYears,
  cells: Readonly<Record<LayerName, number>>,
) {
  if (kind !== 'varied')
    return `${months.length} months (${from} to ${to}), the six countries, all types: ${cells[kind]} cells, equal on both sides`;
  return 'windows of 12 months and more, some of the countries, four groupings of either layer';
}

export function describeEndpoints(
  { trendRate, trendSeconds }: Sizes,
  { own, other }: { readonly own: readonly QuestionRun[]; readonly other: readonly QuestionRun[] },
): string {
  const median = (values: readonly number[]) => Math.round(100 * ofRuns(values).median) / 100;
  const clients = [...own, ...other].map(({ result }) => result);
  return (
    `${trendRate} questions a second for ${trendSeconds} s, a quarter of them each overview and half varied, ` +
    `${median(clients.map(({ different }) => different))} different ones, others in each run; from when a question was due to ` +
    'the last byte, client and servers a process each, over loopback; PostgreSQL behind a bare fastify route: prepared ' +
    'statement, index-only, nothing to add up, 4 connections, no check of who asks; CPU of a question: insights ' +
    `${median(own.map(({ cpuMs }) => cpuMs))} ms, the route with PostgreSQL ${median(other.map(({ cpuMs }) => cpuMs))} ms; the ` +
    `client sent its questions at most ${median(clients.map(({ lateP99Ms }) => lateP99Ms))} ms late (p99) and used ` +
    `${median(clients.map(({ cpuShare }) => cpuShare))} of a core`
  );
}

export async function fetchCells(port: number, cookie: string, path: string): Promise<readonly AnswerCell[]> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers: { cookie } });
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { cells: readonly AnswerCell[] }).cells;
}

/** How many of the varied questions both are asked before anything is measured. */
const COMPARED = 60;

/** Both must say the same: to the overviews, which have cells, and to varied ones. How many cells each overview has. */
export async function assertSameAnswers(asked: {
  readonly insights: number;
  readonly endpoint: number;
  readonly cookie: string;
  readonly years: FiveYears;
}): Promise<Readonly<Record<LayerName, number>>> {
  const compare = async (question: Question): Promise<number> => {
    const path = addressOf(question);
    const own = await fetchCells(asked.insights, asked.cookie, path);
    const other = await fetchCells(asked.endpoint, asked.cookie, path);
    if (plainCells(own) !== plainCells(other))
      throw new Error(`${path}: insights has ${own.length} cells and PostgreSQL has ${other.length} others`);
    return own.length;
  };
  for (let n = 0; n < COMPARED; n++) await compare(questionAt(n, 0, asked.years).question);
  const counts = {
    'released tables': await compare(overview('released tables', asked.years)),
    'public record': await compare(overview('public record', asked.years)),
  };
  if (Object.values(counts).includes(0)) throw new Error('there are no cells to be asked for');
  return counts;
}
