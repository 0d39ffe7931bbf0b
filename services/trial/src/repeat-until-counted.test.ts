import { expect, it } from 'vitest';
import { repeatUntilCounted } from './repeat-until-counted.ts';

it('repeats the work while messages on the log are not counted, or while another process closes periods', async () => {
  const answers = [{ isBehind: true }, undefined, { isBehind: false }, { isBehind: true }];
  await repeatUntilCounted(async () => answers.shift(), AbortSignal.timeout(10_000));
  expect(answers).toEqual([{ isBehind: true }]);
});

it('ends when the signal aborts', async () => {
  const closing = repeatUntilCounted(async () => ({ isBehind: true }), AbortSignal.timeout(300));
  await expect(closing).rejects.toMatchObject({ name: 'AbortError' });
});
