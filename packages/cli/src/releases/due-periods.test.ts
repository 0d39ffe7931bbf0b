import { DuePeriodState } from '@waylight/contracts/operations';
import { expect, it } from 'vitest';
import { describeDuePeriod, duePeriodDocument } from './due-periods.ts';

it('describes each state of a due period in text and JSON', () => {
  const documents = [
    DuePeriodState.PREPARING,
    DuePeriodState.WAITING,
    DuePeriodState.READY,
    DuePeriodState.WITHHELD,
  ].map((state) =>
    duePeriodDocument({
      period: '2026-10',
      state,
      publishAt: state === DuePeriodState.WAITING ? new Date('2026-11-29T09:00:00Z') : undefined,
    }),
  );
  expect(documents.slice(0, 2)).toEqual([
    { period: '2026-10', state: 'preparing' },
    { period: '2026-10', state: 'waiting', publishAt: '2026-11-29T09:00:00.000Z' },
  ]);
  expect(documents.map(describeDuePeriod)).toEqual([
    '2026-10 is due: its tables are drawn and audited',
    '2026-10 is due: decided, and waiting until 2026-11-29 09:00 UTC',
    '2026-10 is due: decided, and ready to be published',
    '2026-10 is due: withheld; waylight release preview prints the reasons',
  ]);
});
