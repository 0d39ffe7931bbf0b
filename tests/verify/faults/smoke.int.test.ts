import { expect, it } from 'vitest';
import { expectFenced, expectPromisesKept } from './expect-promises.ts';
import { FAULT_KINDS } from './fault-kinds/index.ts';
import { smokeRun } from './settings.ts';

const SEED = 20_260_301;

it('counts every acknowledged operation once, whatever is killed, paused, disconnected or reset', async ({
  skip,
}) => {
  const { names, ...settings } = smokeRun();
  const replay = `npm run verify -- faults --seed ${SEED} --minutes 1 --only ${names.join(',')}`;
  const faultKinds = FAULT_KINDS.filter(({ name }) => names.includes(name));
  const result = await expectPromisesKept({ ...settings, seed: SEED, faultKinds, replay, skip });
  expectFenced(result, replay);
  expect(Object.keys(result.faults)).toHaveLength(names.length);
}, 720_000);
