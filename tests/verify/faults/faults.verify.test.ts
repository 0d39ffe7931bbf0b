import { expect, it } from 'vitest';
import { drawSeed } from './arguments.ts';
import { expectFenced, expectPromisesKept } from './expect-promises.ts';
import { FAULT_KINDS, QUICK_FAULT_KINDS } from './fault-kinds/index.ts';
import { shortRun, sweepRun } from './settings.ts';

const seed = drawSeed();

it('counts every acknowledged operation once, whatever is killed, paused, disconnected or misconfigured', async ({
  skip,
}) => {
  const replay = `npm run verify -- faults --seed ${seed} --cut`;
  const result = await expectPromisesKept({
    ...shortRun(),
    seed,
    faultKinds: QUICK_FAULT_KINDS,
    replay,
    skip,
  });
  expectFenced(result, replay);
}, 720_000);

it('counts every acknowledged operation once while store, disks and senders fail, each with an observed effect', async ({
  skip,
}) => {
  const { names, ...settings } = sweepRun();
  const replay = `npm run verify -- faults --seed ${seed} --minutes 5 --only ${names.join(',')}`;
  const faultKinds = FAULT_KINDS.filter(({ name }) => names.includes(name));
  const { faults } = await expectPromisesKept({ ...settings, seed, faultKinds, replay, skip });
  expect(Object.keys(faults)).toHaveLength(names.length);
}, 840_000);
