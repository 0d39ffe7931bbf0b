import { expect, it } from 'vitest';
import { ledgerState } from './ledger-state.ts';

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
