/** Sends queries over HTTP at a steady rate, without waiting for answers, and prints the time of each. */
import { Agent, get } from 'node:http';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { quantile } from '../statistics.ts';
import type { FiveYears } from '../trend-data.ts';
import { addressOf, KINDS, type Kind, questionAt } from '../trend-questions.ts';

export type QuestionSettings = {
  readonly port: number;
  readonly cookie: string;
  readonly years: FiveYears;
  /** First number in its list of queries. */
  readonly first: number;
  readonly perSecond: number;
  readonly warmUp: number;
  readonly count: number;
};
export type QuestionResult = {
  /** Milliseconds from the due time of a query, even if it is sent later, to the last byte of its answer. */
  readonly ms: Readonly<Record<Kind, readonly number[]>>;
  /** Delay of sending in milliseconds: this program's own part of `ms`. */
  readonly lateP99Ms: number;
  /** CPU of this program, as a share of one core. */
  readonly cpuShare: number;
  /** Number of different queries among the measured ones. */
  readonly different: number;
};

const settings = JSON.parse(process.argv[2] ?? '') as QuestionSettings;
const { port, cookie, years, first, perSecond, warmUp, count } = settings;
const agent = new Agent({ keepAlive: true });
const headers = { cookie };

const send = (path: string, dueAt: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path}: status ${response.statusCode}`));
      response.resume();
      response.on('end', () => resolve(performance.now() - dueAt));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

/** Timers count in whole milliseconds, so the last ones are spent in turns of the event loop. */
async function waitUntilDue(dueAt: number): Promise<void> {
  const left = dueAt - performance.now();
  if (left > 2) await delay(left - 1);
  while (performance.now() < dueAt) await turn();
}

const sent: { readonly kind: Kind; readonly path: string; readonly ms: Promise<number> }[] = [];
const late: number[] = [];
const startedAt = performance.now();
let before = process.cpuUsage();
for (let n = 0; n < warmUp + count; n++) {
  const { kind, question } = questionAt(n, first, years);
  const path = addressOf(question);
  const dueAt = startedAt + (n * 1_000) / perSecond;
  await waitUntilDue(dueAt);
  if (n === warmUp) before = process.cpuUsage();
  if (n >= warmUp) late.push(performance.now() - dueAt);
  sent.push({ kind, path, ms: send(path, dueAt) });
}
const all = await Promise.all(sent.map(async ({ ms, ...one }) => ({ ...one, ms: await ms })));
const { user, system } = process.cpuUsage(before);
const measured = all.slice(warmUp);
const msOf = (kind: Kind) => measured.filter((one) => one.kind === kind).map(({ ms }) => ms);
const result: QuestionResult = {
  ms: Object.fromEntries(KINDS.map((kind) => [kind, msOf(kind)])) as unknown as QuestionResult['ms'],
  lateP99Ms: quantile(
    late.toSorted((a, b) => a - b),
    0.99,
  ),
  cpuShare: (user + system) / 1_000 / ((count / perSecond) * 1_000),
  different: new Set(measured.map(({ path }) => path)).size,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
agent.destroy();
