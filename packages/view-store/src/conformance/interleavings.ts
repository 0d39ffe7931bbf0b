import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CommitBatch, Freeze, RawCellStore, StoredPosition, ViewStore } from '../port.ts';
import { comparable, emptyModel, type ModelPartition, modelCommit, modelFreeze } from './model.ts';
import { at, type StoreFixture } from './subject.ts';

const partitions = ['reports.v1.MK:0', 'reports.v1.MK:1'];
const buckets = ['o2025-03', 'o2025-04', 'r2025-W10'];
const names = ['a', 'b', '', 'a\0b', 'ѓ😀', 'ÿ\u0080'];

const value = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ maxLength: 80 }),
  fc.constant(null),
);
const fields = fc.uniqueArray(fc.tuple(fc.constantFrom(...names), value), {
  selector: ([name]) => name,
  maxLength: 6,
});
const cells = fc.uniqueArray(fc.tuple(fc.constantFrom(...buckets), fields), {
  selector: ([bucket]) => bucket,
});
const where = { partition: fc.constantFrom(...partitions), worker: fc.nat(1) };
const action = fc.oneof(
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('claim' as const), ...where }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('commit' as const),
      ...where,
      /** Offsets jump, because compaction leaves gaps. Some workers expect a wrong position. */
      step: fc.integer({ min: 1, max: 3 }),
      wrong: fc.oneof(
        { weight: 5, arbitrary: fc.constant(false) },
        { weight: 1, arbitrary: fc.constant(true) },
      ),
      contributions: fields,
      cells,
      summary: fc.option(fc.uint8Array({ minLength: 1, maxLength: 4 }), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('freeze' as const),
      ...where,
      period: fc.constantFrom('p1', 'p2'),
      buckets: fc.uniqueArray(fc.constantFrom(...buckets)),
    }),
  },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;
type HeldClaim = { epoch: number; position: StoredPosition | null };

export function interleavingRules(fixture: StoreFixture): void {
  test('any sequence of claims, commits and freezes leads to the state of a simple model', async () => {
    let run = 0;
    const property = fc.asyncProperty(fc.array(action, { maxLength: 30 }), async (actions) => {
      run += 1;
      const world = { store: fixture.store, raw: fixture.store.generation(`run-${run}`) };
      const models = new Map(partitions.map((name) => [name, emptyModel()]));
      const claims = new Map<string, HeldClaim>();
      for (const step of actions) await play(world.raw, models, claims, step);
      for (const [partition, model] of models) await expectSame(world, partition, model);
    });
    await fc.assert(property, { numRuns: 60 });
  });
}

/** A freeze of one partition. */
function freezeIn(raw: RawCellStore, { partition, period }: { partition: string; period: string }): Freeze {
  const periodId = `${raw.name}:${partition}:${period}`;
  return { periodId, freezeId: `freeze:${periodId}` };
}

async function play(
  raw: RawCellStore,
  models: ReadonlyMap<string, ModelPartition>,
  claims: Map<string, HeldClaim>,
  step: Action,
): Promise<void> {
  const model = models.get(step.partition);
  if (!model) throw new Error('no such partition');
  const holder = `${step.worker} ${step.partition}`;
  switch (step.kind) {
    case 'claim': {
      model.epoch += 1;
      const claim = await raw.claim(step.partition);
      expect({ epoch: claim.epoch, position: claim.position }).toEqual({
        epoch: model.epoch,
        position: model.position,
      });
      expect(comparable(claim.summary)).toEqual(comparable(model.summary));
      claims.set(holder, claim);
      return;
    }
    case 'commit': {
      const { epoch, position } = claims.get(holder) ?? { epoch: 1, position: null };
      const expected = step.wrong ? at((position?.offset ?? 0) + 7) : position;
      const batch: CommitBatch = {
        epoch,
        expected,
        next: at((expected?.offset ?? 0) + step.step),
        contributions: new Map(step.contributions),
        cells: new Map(step.cells.map(([bucket, changes]) => [bucket, new Map(changes)])),
        summary: step.summary,
      };
      const outcome = await raw.commit(step.partition, batch);
      expect(outcome).toBe(modelCommit(model, batch));
      if (outcome === 'applied') claims.set(holder, { epoch, position: batch.next });
      return;
    }
    case 'freeze': {
      const { position } = await raw.freeze(step.partition, freezeIn(raw, step), step.buckets);
      expect(position).toEqual(modelFreeze(model, step.period, step.buckets));
      return;
    }
    default:
      step satisfies never;
  }
}

async function expectSame(
  { store, raw }: { store: ViewStore; raw: RawCellStore },
  partition: string,
  model: ModelPartition,
): Promise<void> {
  const snapshot = await raw.snapshot(partition);
  expect(snapshot.position).toEqual(model.position);
  expect(comparable(snapshot.buckets)).toEqual(comparable(model.cells));
  const query = { references: names, cells: new Map(buckets.map((bucket) => [bucket, names])) };
  const answer = await raw.read(partition, query);
  expect(answer.contributions.map(comparable)).toEqual(
    names.map((name) => comparable(model.contributions.get(name) ?? null)),
  );
  for (const bucket of buckets) {
    const wanted = names.map((name) => comparable(model.cells.get(bucket)?.get(name) ?? null));
    expect(answer.cells.get(bucket)?.map(comparable)).toEqual(wanted);
  }
  for (const period of ['p1', 'p2']) {
    const freeze = freezeIn(raw, { partition, period });
    await store.selectFreeze(freeze, { generation: raw.name, partitions: [partition] });
    const sets = (await store.readFrozenPeriod(freeze.periodId))?.sets;
    const [frozen, wanted] = [sets?.get(partition), model.frozen.get(period)];
    expect(frozen?.position).toEqual(wanted?.position);
    expect(comparable(frozen?.cells)).toEqual(comparable(wanted?.cells));
  }
}
