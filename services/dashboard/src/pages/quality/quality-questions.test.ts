import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { plannedTables } from '../../api/planned-table.ts';
import { roundedNumbers } from './quality-questions.ts';

const SHIPPED = new URL('../../../../../packages/disclosure-control/plan/release-plan.json', import.meta.url);
const tablesIn = (plan: URL) => plannedTables(JSON.parse(readFileSync(plan, 'utf8')).tables);
const tables = tablesIn(SHIPPED);

describe('the list of rounded breakdowns', () => {
  it('contains exactly the released tables, of any period', () => {
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

  it('contains rounded margins, no margins that are sums, and nothing twice', () => {
    const minimal = tablesIn(new URL('./one-table.json', SHIPPED));
    const months = roundedNumbers(minimal, () => true).map(({ by }) => by);
    expect(months).toEqual([['country', 'typeGroup'], ['country'], ['typeGroup'], []]);
    expect(roundedNumbers(tables, (id) => id === 'country-type-quarter').map(({ by }) => by)).toEqual([
      ['country', 'type'],
    ]);
    const keys = roundedNumbers(tables, () => true).map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
