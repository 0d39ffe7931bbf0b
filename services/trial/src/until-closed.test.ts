import { expect, it } from 'vitest';
import { untilAllIsClosed } from './until-closed.ts';

it('closes again where the log was not counted yet, or another process was at it', async () => {
  const answers = [{ behind: true }, undefined, { behind: false }, { behind: true }];
  await untilAllIsClosed(async () => answers.shift(), AbortSignal.timeout(10_000));
  expect(answers).toEqual([{ behind: true }]);
});

it('ends with its signal', async () => {
  const closing = untilAllIsClosed(async () => ({ behind: true }), AbortSignal.timeout(300));
  await expect(closing).rejects.toMatchObject({ name: 'AbortError' });
});
