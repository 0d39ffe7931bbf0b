/** Repeats one query without HTTP: on the released store like insights, or in PostgreSQL. */
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { parseRegistry } from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { Layer } from '@waylight/contracts/incident';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { parseReleasePlan } from '@waylight/disclosure-control';
import { answer, createSnapshotCache } from '@waylight/insights';
import { createRedisReleasedReader } from '@waylight/view-store';
import pg from 'pg';
import { grainOf, statementOf } from '../trend-peer.ts';
import { LAYERS } from '../trend-questions.ts';

export type LookupSettings = {
  readonly of: 'released store' | 'PostgreSQL';
  readonly url: string;
  readonly namespace: string;
  readonly planFile: string;
  readonly registryFile: string;
  readonly from: string;
  readonly to: string;
  readonly perSecond: number;
  readonly warmUp: number;
  readonly count: number;
};
/** Milliseconds from the due time of a query to its cells. */
export type LookupResult = { readonly ms: readonly number[] };

type Lookup = { readonly query: () => Promise<number>; readonly close: () => Promise<void> };

const settings = JSON.parse(process.argv[2] ?? '') as LookupSettings;
const { perSecond, warmUp, count } = settings;
const { query, close } =
  settings.of === 'PostgreSQL' ? await lookUpInPostgres() : await lookUpInReleasedStore();

const ms: number[] = [];
const queries: Promise<void>[] = [];
const startedAt = performance.now();
for (let n = 0; n < warmUp + count; n++) {
  const dueAt = startedAt + (n * 1_000) / perSecond;
  await delay(Math.max(0, dueAt - performance.now()));
  const one = query().then((cells) => {
    if (cells === 0) throw new Error('the answer has no cells');
    if (n >= warmUp) ms.push(performance.now() - dueAt);
  });
  queries.push(one);
}
await Promise.all(queries);
const result: LookupResult = { ms };
process.stdout.write(`${JSON.stringify(result)}\n`);
await close();

async function lookUpInPostgres(): Promise<Lookup> {
  const pool = new pg.Pool({ connectionString: settings.url, max: 4, idleTimeoutMillis: 0 });
  const { layer, groupings } = LAYERS['released tables'];
  const values = [grainOf(layer, groupings[0]), settings.from, settings.to, NODE_COUNTRIES];
  const statement = statementOf('typeGroup');
  return {
    query: async () => (await pool.query({ ...statement, values })).rows.length,
    close: () => pool.end(),
  };
}

async function lookUpInReleasedStore(): Promise<Lookup> {
  const reader = await createRedisReleasedReader({ url: settings.url, namespace: settings.namespace });
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));
  const planned = parseReleasePlan(await json(settings.planFile));
  const parsed = parseRegistry(await json(settings.registryFile));
  if (!planned.ok || 'problems' in parsed) throw new Error('the release plan or the registry is invalid');
  const views = createSnapshotCache(reader, { maxAgeMs: 0 });
  const question = TrendQuestion.fromPartial({
    layer: Layer.REPORTS,
    unit: Unit.INCIDENTS,
    by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP],
    period: PeriodKind.MONTH,
    from: settings.from,
    to: settings.to,
    filters: [{ dimension: Dimension.COUNTRY, values: [...NODE_COUNTRIES] }],
  });
  return {
    query: async () => {
      const snapshot = await views.current();
      const approvedReleases = { approvalSequence: () => undefined };
      const context = {
        snapshot,
        approvedReleases,
        plan: planned.plan,
        registry: parsed.registry,
        notice: undefined,
      };
      const result = answer(context, question, 'partners');
      return result.kind === 'answer' ? result.answer.cells.length : 0;
    },
    close: () => reader.close(),
  };
}
