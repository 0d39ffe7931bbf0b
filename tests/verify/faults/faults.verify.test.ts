import { expect, it } from 'vitest';
import { drawSeed } from './arguments.ts';
import { expectFenced, expectKept } from './expect-kept.ts';
import { NEMESES, QUICK_NEMESES } from './nemeses/index.ts';
import { cutRun, sweep } from './settings.ts';

const seed = drawSeed();

it('counts every acknowledged operation once, whatever is killed, stopped, cut off or set wrong', async ({
  skip,
}) => {
  const replay = `npm run verify -- faults --seed ${seed} --cut`;
  const result = await expectKept({ ...cutRun(), seed, nemeses: QUICK_NEMESES, replay, skip });
  expectFenced(result, replay);
}, 720_000);

it('counts every acknowledged operation once while store, disks and senders fail, each seen to bite', async ({
  skip,
}) => {
  const { names, ...settings } = sweep();
  const replay = `npm run verify -- faults --seed ${seed} --minutes 5 --only ${names.join(',')}`;
  const nemeses = NEMESES.filter(({ name }) => names.includes(name));
  const { faults } = await expectKept({ ...settings, seed, nemeses, replay, skip });
  expect(Object.keys(faults)).toHaveLength(names.length);
}, 840_000);
