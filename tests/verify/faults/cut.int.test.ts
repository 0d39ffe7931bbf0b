import { expect, it } from 'vitest';
import { expectFenced, expectKept } from './expect-kept.ts';
import { NEMESES } from './nemeses/index.ts';
import { shortCut } from './settings.ts';

const SEED = 20_260_301;

it('counts every acknowledged operation once, whatever is killed, stopped, cut off or set back', async ({
  skip,
}) => {
  const { names, ...settings } = shortCut();
  const replay = `npm run verify -- faults --seed ${SEED} --minutes 1 --only ${names.join(',')}`;
  const nemeses = NEMESES.filter(({ name }) => names.includes(name));
  const result = await expectKept({ ...settings, seed: SEED, nemeses, replay, skip });
  expectFenced(result, replay);
  expect(Object.keys(result.faults)).toHaveLength(names.length);
}, 720_000);
