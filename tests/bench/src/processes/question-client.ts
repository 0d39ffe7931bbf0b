/** Asks questions over HTTP at a steady rate, whether or not the last was answered, and says how long each took. */
import { Agent, get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';

export type QuestionSettings = {
  readonly port: number;
  readonly token: string;
  /** Asked in turn. */
  readonly paths: readonly string[];
  readonly perSecond: number;
  readonly warmUp: number;
  readonly count: number;
};
/** Milliseconds from the request to the last byte of its answer, for each path in its order. */
export type QuestionResult = { readonly ms: readonly (readonly number[])[] };

const { port, token, paths, perSecond, warmUp, count } = JSON.parse(
  process.argv[2] ?? '',
) as QuestionSettings;
const agent = new Agent({ keepAlive: true });

const ask = (path: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const headers = { authorization: `Bearer ${token}` };
    const request = get({ agent, host: '127.0.0.1', port, path, headers }, (response) => {
      if (response.statusCode !== 200) reject(new Error(`status ${response.statusCode}`));
      response.resume();
      response.on('end', () => resolve(performance.now() - startedAt));
      response.on('error', reject);
    });
    request.on('error', reject);
  });

const total = warmUp + count;
const asked: Promise<number>[] = [];
const startedAt = performance.now();
for (let n = 0; n < total; n++) {
  await delay(Math.max(0, startedAt + (n * 1_000) / perSecond - performance.now()));
  asked.push(ask(paths[n % paths.length] ?? ''));
}
const all = await Promise.all(asked);
const result: QuestionResult = {
  ms: paths.map((_, path) => all.filter((_, n) => n >= warmUp && n % paths.length === path)),
};
process.stdout.write(`${JSON.stringify(result)}\n`);
agent.destroy();
