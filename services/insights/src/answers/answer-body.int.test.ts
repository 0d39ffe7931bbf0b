import { Buffer } from 'node:buffer';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseRegistry } from '@waylight/access';
import { Country, IncidentType, Layer, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ReleaseEvent, Audience as WireAudience } from '@waylight/contracts/release';
import { Dimension, TrendQuestion } from '@waylight/contracts/trends';
import { AUDIENCES, type Audience, codesOf, ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import {
  answerDocument,
  contributionOf,
  encodePublicRecord,
  LAYER_NAMES,
  PERIOD_NAMES,
  UNIT_NAMES,
} from '@waylight/trends';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  type ReleasedReader,
  type ReleasedStore,
} from '@waylight/view-store';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AnswerContext, answer } from './answer.ts';
import { answerBody } from './answer-body.ts';
import { createSnapshotCache } from './released-snapshot.ts';

const TABLE = ONE_TABLE_PLAN.tables[0]!;
const QUARTERS = 'country-typegroup-quarter';
/** Tables for two audiences, to detect an answer that was cached for the other audience. */
const PLAN = {
  ...ONE_TABLE_PLAN,
  tables: [TABLE, { ...TABLE, id: QUARTERS, period: 'quarter', audience: 'public' }],
} as const satisfies AnswerContext['plan'];
const AUDIENCE: Readonly<Record<string, WireAudience>> = {
  [TABLE.id]: WireAudience.PARTNERS,
  [QUARTERS]: WireAudience.PUBLIC,
};

let dir = '';
let store: ReleasedStore;
let reader: ReleasedReader;
let context: Omit<AnswerContext, 'snapshot'>;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-answers-'));
  store = await createEmbeddedReleasedStore({ file: join(dir, 'released.sqlite') });
  reader = await createEmbeddedReleasedReader({ file: join(dir, 'released.sqlite') });
  const file = new URL('../../../../infra/registry/registry.json', import.meta.url);
  const parsed = parseRegistry(JSON.parse(await readFile(file, 'utf8')));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  // Every release to the public is approved here.
  context = {
    plan: PLAN,
    approvedReleases: { approvalSequence: () => 1 },
    registry: parsed.registry,
    notice: undefined,
  };
});
afterAll(async () => {
  await reader?.close();
  await store?.close();
  await rm(dir, { recursive: true, force: true });
});

async function release(tableId: string, period: string, audience = AUDIENCE[tableId]!): Promise<void> {
  const [rows, columns] = [[...codesOf(TABLE.rows)], [...codesOf(TABLE.columns)]];
  const count = [...period].reduce((sum, digit) => sum + digit.charCodeAt(0), tableId.length);
  const event = ReleaseEvent.fromPartial({
    releaseId: `${tableId}.${period}.${audience}`,
    tableId,
    period,
    audience,
    roundingBase: 5,
    rowDimension: 'country',
    rows,
    columnDimension: 'typeGroup',
    columns,
    cells: rows.flatMap((_, row) => columns.map((_, column) => 5 * ((count + 3 * row + column) % 7))),
    rowTotals: rows.map((_, row) => 5 * (count + row)),
    columnTotals: columns.map((_, column) => 5 * (count - column)),
    total: 5 * count,
    unit: 'incidents',
  });
  await store.putTable({ id: event.releaseId, index: {}, body: ReleaseEvent.encode(event).finish() });
}

async function record(version: number, victims: number): Promise<void> {
  const cells = [Country.XK, Country.RS, Country.MK].map((country, n) => {
    const { placement } = contributionOf(
      ReportEvent.fromPartial({
        reportReference: Buffer.alloc(16, n),
        revision: 1,
        organisation: 7,
        layer: Layer.PUBLIC_RECORD,
        change: {
          $case: 'incident',
          value: {
            occurredDay: 20_161 + 40 * n,
            datePrecision: 1,
            country,
            primaryType: IncidentType.DEATH,
            cause: 1,
            victims,
            shareWith: ShareWith.PUBLIC,
          },
        },
      }),
    );
    return {
      bucket: placement!.bucket,
      field: placement!.field,
      value: { reports: 1, incidents: 1, victims },
    };
  });
  await store.putPublicRecord({ bucket: '2025', version, body: encodePublicRecord(cells) });
}

const { PERIOD: period, COUNTRY: country, TYPE_GROUP: typeGroup, TYPE: type, CAUSE: cause } = Dimension;
const one = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);
const codes = <Value>(names: Readonly<Record<string, Value>>) => one(...Object.values(names));
const bound = one('', '', '2025', '2025-Q1', '2025-02', '2025-03', '2025-05');
/** Each property has few values, so that many questions differ in one property only. */
const questions = fc
  .record({
    layer: codes(LAYER_NAMES),
    unit: one(UNIT_NAMES.incidents, UNIT_NAMES.incidents, UNIT_NAMES.victims),
    by: one(
      [period],
      [period, country],
      [country, period],
      [period, country, typeGroup],
      [country, type, cause],
    ),
    period: codes(PERIOD_NAMES),
    from: bound,
    to: bound,
    filters: one(
      [],
      [{ dimension: country, values: ['RS', 'XK'] }],
      [{ dimension: country, values: ['MK'] }],
      [
        { dimension: typeGroup, values: ['death'] },
        { dimension: country, values: ['XK', 'RS'] },
      ],
    ),
  })
  .map((question) => TrendQuestion.fromPartial(question));

/** Options of a cache that queries the store for each snapshot. */
const EACH_TIME = { maxAgeMs: 0 };

/** The document that an HTTP response contains. */
function sentText(from: AnswerContext, question: TrendQuestion, audience: Audience): string {
  const result = answerBody(from, question, audience);
  return result.kind === 'body' ? Buffer.concat(result.parts).toString() : JSON.stringify(result);
}

/** The same document, computed from the store without cached text. */
function computedText(from: AnswerContext, question: TrendQuestion, audience: Audience): string {
  const result = answer(from, question, audience);
  return JSON.stringify(result.kind === 'answer' ? answerDocument(result.answer) : result);
}

it('equals the uncached answer for each reader, whatever was cached before', async () => {
  const views = createSnapshotCache(reader, EACH_TIME);
  const sample = fc.sample(questions, { numRuns: 500, seed: 4 });
  let answered = 0;
  const history = [
    () => record(1, 3),
    () => release(TABLE.id, '2025-02'),
    () => release(QUARTERS, '2025-Q1'),
    // The table is planned for the public, but this release is for members only.
    () => release(QUARTERS, '2025-Q2', WireAudience.PARTNERS),
    () => release(TABLE.id, '2025-03'),
    () => record(2, 4),
    // The table is planned for members, but this release is for the public.
    () => release(TABLE.id, '2025-04', WireAudience.PUBLIC),
    () =>
      store.putStatus(
        'freshness.MK',
        NodeHeartbeat.encode({ node: 1, hour: 9, codeBookVersion: 1 }).finish(),
      ),
  ];
  for (const step of history) {
    await step();
    const now = { ...context, snapshot: await views.current() };
    const fresh = { ...context, snapshot: await createSnapshotCache(reader, EACH_TIME).current() };
    for (const question of sample)
      for (const audience of AUDIENCES) {
        const text = sentText(now, question, audience);
        if (text !== computedText(fresh, question, audience))
          expect([audience, question, text]).toEqual([
            audience,
            question,
            computedText(fresh, question, audience),
          ]);
        if (text.includes('"cells"')) answered += 1;
      }
  }
  // Without enough answers with cells the comparison would prove nothing.
  expect(answered).toBeGreaterThan(500);
});

it('never returns a release to a reader that may not read it, even right after another reader received it', async () => {
  const snapshot = await createSnapshotCache(reader, EACH_TIME).current();
  const textFor = (kind: 'month' | 'quarter', audience: Audience) =>
    sentText(
      { ...context, snapshot },
      TrendQuestion.fromPartial({
        layer: Layer.REPORTS,
        by: [period, country],
        period: PERIOD_NAMES[kind],
      }),
      audience,
    );
  expect(textFor('month', 'partners')).toContain('"period":"2025-03"');
  expect(textFor('quarter', 'partners')).toContain('"period":"2025-Q2"');
  const kept = snapshot.pieceCache.bytes();
  expect(kept).toBeGreaterThan(0);
  for (const audience of ['public', 'authorities', 'network'] as const) {
    expect(textFor('month', audience)).not.toContain('"period":"2025-0');
    expect(textFor('quarter', audience)).toContain('"period":"2025-Q1"');
    expect(textFor('quarter', audience)).not.toContain('2025-Q2');
  }
  expect(snapshot.pieceCache.bytes()).toBe(kept);
});
