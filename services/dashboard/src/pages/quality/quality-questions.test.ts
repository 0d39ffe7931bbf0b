import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plannedTables } from '../../data/planned-table.ts';
import { roundedNumbers } from './quality-questions.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const tables = plannedTables(JSON.parse(readFileSync(SHIPPED, 'utf8')).tables);

describe('where rounding is looked at', () => {
  it('is every table that is released, whatever its period, and none other', () => {
    for (const table of tables) {
      const [first, ...margins] = roundedNumbers(tables, (id) => id === table.id);
      expect(first).toMatchObject({
        by: table.dimensions.map(({ name }) => name),
        period: table.period,
        isByReceipt: table.isByReceipt,
      });
      for (const { by } of margins) expect(by.length).toBeLessThan(table.dimensions.length);
    }
    expect(roundedNumbers(tables, () => false)).toEqual([]);
  });

  it('has the margins that were drawn beside their table, none that are sums, and nothing twice', () => {
    const months = roundedNumbers(tables, (id) => id === 'country-typegroup-month').map(({ by }) => by);
    expect(months).toEqual([['country', 'typeGroup'], ['country'], ['typeGroup'], []]);
    expect(roundedNumbers(tables, (id) => id === 'country-type-quarter').map(({ by }) => by)).toEqual([
      ['country', 'type'],
    ]);
    const keys = roundedNumbers(tables, () => true).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
