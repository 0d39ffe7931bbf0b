import { AUDIENCES, type Audience } from '@waylight/contracts/audiences';
import { composeExplanation as inWords } from '@waylight/presentation';
import { describe, expect, test } from 'vitest';
import { DEFAULT_RELEASE_PLAN, ONE_TABLE_PLAN } from '../plan/default-plan.ts';
import {
  describeSum,
  describeValue,
  explainTable,
  explainVictimSums,
  roundingBounds,
} from './explain-table.ts';

describe('explaining rounded numbers', () => {
  test('zero is never described as none', () => {
    expect([0, 5, 120].map((value) => describeValue(value))).toEqual(['0–4', 'about 5', 'about 120']);
    expect(describeValue(0, 10)).toBe('0–9');
    expect([0, 15].map(describeSum)).toEqual(['0 or more', 'about 15']);
  });

  test('the bounds of the rounding method are two typically, and four at most', () => {
    expect(roundingBounds()).toEqual({ typical: 2, atMost: 4 });
    const squares = [0, 1, 2, 3, 4].map((rest) => rest * (5 - rest));
    expect(Math.sqrt(squares.reduce((a, b) => a + b) / 5)).toBe(2);
  });

  test('totals for a wider audience are not described as exact as cells', () => {
    const [table] = ONE_TABLE_PLAN.tables;
    const explained = inWords(
      explainTable(table!, { roundingBase: 5, period: '2025-03', marginsAreSums: true }, 'network'),
    );
    expect(explained.source).toContain(
      'for the network of reporting organisations: reports shared with the network',
    );
    expect(explained.rounding).toContain('±4 at most, for each cell. Rows, columns and total are sums');
    expect(explained.method).toContain('agrees with the numbers for narrower audiences');
  });

  test('only authorities and the public read that completeness is not published', () => {
    const methodFor = (audience: Audience) =>
      inWords(explainTable(ONE_TABLE_PLAN.tables[0]!, { roundingBase: 5, period: '2025-03' }, audience))
        .method;
    const readers = AUDIENCES.filter((audience) => methodFor(audience).includes('is not published here'));
    expect(readers).toEqual(['authorities', 'public']);
  });

  test('an explanation contains unit, dates, bounds and method, and does not depend on counts', () => {
    const explained = inWords(
      explainTable(ONE_TABLE_PLAN.tables[0]!, { roundingBase: 5, period: '2025-03' }),
    );
    expect(explained.rounding).toContain('±2 typical, ±4 at most');
    expect(explained.source).toContain('March 2025 (1 March 2025 to 31 March 2025)');
    expect(explained.unit).toContain('Incidents');
    expect(explained.method).toContain('not a sum of these');
  });

  test('explains that sums of victims are not de-duplicated, and their bounds', () => {
    const table = DEFAULT_RELEASE_PLAN.tables.find(({ id }) => id === 'country-groupsize-year');
    const explained = inWords(
      explainVictimSums(table!, { roundingBase: 5, period: '2025' }, { roundingBase: 10, minIncidents: 20 }),
    );
    expect(explained.unit).toContain('not de-duplicated');
    // The part in a file of numbers.
    expect(explained.rounding).toContain('not de-duplicated');
    expect(explained.rounding).toContain('±4 typical, ±9 at most');
    expect(explained.rounding).toContain('0 reads as 0–9');
    expect(explained.method).toContain('fewer than 20 incidents');
  });
});
