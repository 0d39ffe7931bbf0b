import { describe, expect, it } from 'vitest';
import { roundedCell } from '../../model/grid.ts';
import type { Locale } from '../../text/locale.tsx';
import { endLabel, endNumber, placeLabels, shortened, spreadLabels } from './end-labels.ts';

const SPACE = { gap: 10, top: 0, bottom: 100 };

it('labels with room stay where they are', () => {
  expect(spreadLabels([50, 20, 80], SPACE)).toEqual([50, 20, 80]);
});

it('labels at one place are moved apart, in order and within the chart', () => {
  expect(spreadLabels([50, 50, 50], SPACE)).toEqual([50, 60, 70]);
  expect(spreadLabels([99, 100, 98], SPACE)).toEqual([90, 100, 80]);
});

it('a text that does not fit ends with an ellipsis', () => {
  const widthOf = (text: string) => 10 * text.length;
  expect(shortened('Serbia', 60, widthOf)).toBe('Serbia');
  expect(shortened('Bosnia and Herzegovina', 80, widthOf)).toBe('Bosnia…');
  expect(shortened('Serbia', 0, widthOf)).toBe('S…');
});

describe('the label of a line', () => {
  const locale = {
    ...{ language: 'en', number: String, shortPeriod: (id: string) => `short ${id}` },
  } as unknown as Locale;
  const SIZE = { most: 40, widthOf: (text: string) => text.length };
  const PERIODS = ['2025-Q4', '2026-Q1', '2026-Q2'];
  const line = (...periods: readonly string[]) => ({
    head: { id: 'police', text: 'Police' },
    cells: new Map(periods.map((period) => [period, roundedCell(15, 5)])),
  });

  it('has the number of the newest period, and no older one', () => {
    expect(endLabel(line(...PERIODS), PERIODS, SIZE, locale)).toBe('Police ≈\u00A015');
    expect(endLabel(line('2025-Q4'), PERIODS, SIZE, locale)).toBe('Police');
    expect(endLabel(line('2027-Q1'), PERIODS, SIZE, locale)).toBe('');
  });

  it('is at the right edge, or at the last point of a line that ends earlier', () => {
    const lines = [line(...PERIODS), line('2025-Q4'), line(...PERIODS), line('2025-Q4'), line()];
    const pointOf = ({ period }: { readonly period: string }, at: number) => ({
      x: 100 * PERIODS.indexOf(period) + at,
      y: 50,
    });
    const places = placeLabels(lines, PERIODS, { ...SPACE, edge: 500, pointOf });
    expect(places.map(({ at, isAtEdge, x, y }) => [at, isAtEdge, x, y])).toEqual([
      [0, true, 500, 50],
      [2, true, 500, 60],
      [1, false, 1, 50],
      [3, false, 3, 60],
    ]);
  });

  it('is the number alone where nothing else fits, and empty without it', () => {
    expect(endNumber(line(...PERIODS), PERIODS, locale)).toBe('≈\u00A015');
    expect(endNumber(line('2025-Q4'), PERIODS, locale)).toBe('');
  });
});
