import { expect, it } from 'vitest';
import type { Answer } from '../../api/schemas.ts';
import { contextOf, shownGrid } from './shown-grid.ts';
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
const parts = (only: string, shown = answer) =>
  shownGrid(
    shown,
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

it('without a choice, the group with the largest newest number is displayed', () => {
  const view = { ...FIRST_VIEW, by: ['perpetrator', 'personGroup'] };
  const onlyOf = (...others: readonly ReturnType<typeof cell>[]) =>
    contextOf({ ...answer, cells: [...answer.cells, ...others] } as Answer, view, undefined).only;
  expect(onlyOf(cell('2026-Q3', 'police', 'other-child', 15))).toBe('man');
  expect(onlyOf(cell('2026-Q3', 'police', 'other-child', 25))).toBe('other-child');
  // A remainder has no name that a reader could choose by.
  expect(onlyOf(cell('2026-Q3', 'police', 'not-broken-down', 40))).toBe('man');
});

it('without any number, no group is displayed, and the table is empty', () => {
  const { whole, only } = parts('other-child', { ...answer, cells: [] });
  expect(only).toBeUndefined();
  expect([whole.rows, whole.columns]).toEqual([[], []]);
});
