import { expect, it } from 'vitest';
import { closeAllDuePeriods } from './close-due-periods.ts';

it('closes again where the log was not counted yet, or another process was at it', async () => {
  const answers = [{ isBehind: true }, undefined, { isBehind: false }, { isBehind: true }];
  await closeAllDuePeriods(async () => answers.shift(), AbortSignal.timeout(10_000));
  expect(answers).toEqual([{ isBehind: true }]);
});

it('ends with its signal', async () => {
  const closing = closeAllDuePeriods(async () => ({ isBehind: true }), AbortSignal.timeout(300));
  await expect(closing).rejects.toMatchObject({ name: 'AbortError' });
});
