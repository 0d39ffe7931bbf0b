import { expect, it } from 'vitest';
import { closeAllDuePeriods } from './close-due-periods.ts';

it('repeats `close` while messages on the log are not counted, or while another process closes periods', async () => {
  const answers = [{ isBehind: true }, undefined, { isBehind: false }, { isBehind: true }];
  await closeAllDuePeriods(async () => answers.shift(), AbortSignal.timeout(10_000));
  expect(answers).toEqual([{ isBehind: true }]);
});

it('ends when the signal aborts', async () => {
  const closing = closeAllDuePeriods(async () => ({ isBehind: true }), AbortSignal.timeout(300));
  await expect(closing).rejects.toMatchObject({ name: 'AbortError' });
});
