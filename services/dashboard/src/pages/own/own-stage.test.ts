import { expect, it } from 'vitest';
import { BUTTONS, ledgerState, type OwnStage, stageOf } from './own-stage.ts';

it('numbers are offered to be hidden where they are shown, and nowhere else', () => {
  const offered = Object.entries(BUTTONS).filter(([, { says }]) => says === 'own.hide');
  expect(offered.map(([stage]) => stage)).toEqual(['shown'] satisfies OwnStage[]);
  for (const data of [undefined, {}]) expect(stageOf({ isFetching: true, data })).toBe('asking');
  expect(stageOf({ isFetching: false, data: {} })).toBe('shown');
  expect(stageOf({ isFetching: false, data: undefined })).toBe('failed');
});

it('a state is read as the ledger of a country at a change, and what says anything else is left as it came', () => {
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
