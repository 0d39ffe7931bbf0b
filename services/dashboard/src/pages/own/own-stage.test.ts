import { expect, it } from 'vitest';
import { BUTTONS, type OwnStage, stageOf } from './own-stage.ts';

it('numbers are offered to be hidden where they are shown, and nowhere else', () => {
  const offered = Object.entries(BUTTONS).filter(([, { says }]) => says === 'own.hide');
  expect(offered.map(([stage]) => stage)).toEqual(['shown'] satisfies OwnStage[]);
  for (const data of [undefined, {}]) expect(stageOf({ isFetching: true, data })).toBe('asking');
  expect(stageOf({ isFetching: false, data: {} })).toBe('shown');
  expect(stageOf({ isFetching: false, data: undefined })).toBe('failed');
});
