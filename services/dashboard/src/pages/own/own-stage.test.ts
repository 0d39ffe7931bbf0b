import { expect, it } from 'vitest';
import { BUTTONS, ledgerState, type OwnStage, stageOf } from './own-stage.ts';

it('the button hides numbers exactly if they are displayed', () => {
  const offered = Object.entries(BUTTONS).filter(([, { says }]) => says === 'own.hide');
  expect(offered.map(([stage]) => stage)).toEqual(['shown'] satisfies OwnStage[]);
  for (const data of [undefined, {}]) expect(stageOf({ isFetching: true, data })).toBe('asking');
  expect(stageOf({ isFetching: false, data: {} })).toBe('shown');
  expect(stageOf({ isFetching: false, data: undefined })).toBe('failed');
});

it('reads the ledger of a country and its change from a state, and nothing from other text', () => {
  expect(ledgerState('ledger of MK at change 1200')).toEqual({ country: 'MK', change: 1200 });
  for (const other of [
    '',
    'ledger of MK',
    'ledger of Macedonia at change 3',
    'a ledger of MK at change 3',
    '7',
  ])
    expect([other, ledgerState(other)]).toEqual([other, undefined]);
});
