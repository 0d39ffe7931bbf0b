import { expect, it } from 'vitest';
import type { Answer } from '../../api/schemas.ts';
import { shownGrid } from './shown-grid.ts';
import { FIRST_VIEW } from './trends-view.ts';

const cell = (period: string, perpetrator: string, personGroup: string, value: number) => ({
  ...{ period, perpetrator, personGroup, value },
});
const answer = {
  ...{ by: ['period', 'perpetrator', 'personGroup'], k: 5, asOf: 'a.2026-Q3.partners' },
  cells: [
    cell('2025-Q4', 'smuggler', 'other-child', 5),
    cell('2025-Q4', 'police', 'other-child', 15),
    cell('2026-Q3', 'police', 'man', 20),
  ],
} as unknown as Answer;
const parts = (only: string) =>
  shownGrid(
    answer,
    { ...FIRST_VIEW, by: ['perpetrator', 'personGroup'], only },
    { kind: 'quarter', table: undefined, titleOf: () => '', region: '' },
  );

it('a group without a number in the newest period has a gap there, not its older number', () => {
  const { shown, whole, codes } = parts('other-child');
  expect(shown).toEqual(['2025-Q4', '2026-Q3']);
  expect(whole.columns.map(({ id }) => id)).toEqual(['2026-Q3', '2025-Q4']);
  expect(whole.rows.map(({ cells: [newest] }) => newest?.kind)).toEqual(['none', 'none']);
  // The order is that of the newest numbers.
  expect(codes).toEqual(['police', 'smuggler']);
});
