/** Asks questions over HTTP at a steady rate, whether or not the last was answered, and says how long each took. */
import { Agent, get } from 'node:http';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { quantile } from '../statistics.ts';
import type { FiveYears } from '../trend-data.ts';
import { addressOf, KINDS, type Kind, questionAt } from '../trend-questions.ts';

export type QuestionSettings = {
  readonly port: number;
  readonly cookie: string;
  readonly years: FiveYears;
  /** Where its list of questions begins. */
  readonly first: number;
  readonly perSecond: number;
  readonly warmUp: number;
  readonly count: number;
};
export type QuestionResult = {
  /** Milliseconds from when a question was due, whenever it was sent, to the last byte of its answer. */
  readonly ms: Readonly<Record<Kind, readonly number[]>>;
  /** How late questions were sent, in milliseconds: what of the above is this program's own. */
  readonly lateP99Ms: number;
  /** The CPU that this program used, as a share of one core. */
  readonly cpuShare: number;
  /** How many different questions the measured ones were. */
  readonly different: number;
};

const settings = JSON.parse(process.argv[2] ?? '') as QuestionSettings;
const { port, cookie, years, first, perSecond, warmUp, count } = settings;
const agent = new Agent({ keepAlive: true });
const headers = { cookie };

const ask = (path: string, dueAt: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`${path}: status ${response.statusCode}`));
      response.resume();
      response.on('end', () => resolve(performance.now() - dueAt));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

/** Timers count in whole milliseconds: the rest of the last one is spent turning. */
async function waitUntilDue(dueAt: number): Promise<void> {
  const left = dueAt - performance.now();
  if (left > 2) await delay(left - 1);
  while (performance.now() < dueAt) await turn();
}

const asked: { readonly kind: Kind; readonly path: string; readonly ms: Promise<number> }[] = [];
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
  asked.push({ kind, path, ms: ask(path, dueAt) });
}
const all = await Promise.all(asked.map(async ({ ms, ...one }) => ({ ...one, ms: await ms })));
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
