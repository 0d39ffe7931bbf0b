import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ownTable } from './own-table.ts';

const cell = fc.record({
  period: fc.constantFrom('2024-?', '2025-01', '2025-02', '2025-02-?'),
  type: fc.constantFrom('pushback', 'theft-robbery', 'death'),
  value: fc.integer({ min: 1, max: 1_000 }),
});
const cells = fc.uniqueArray(cell, { selector: ({ period, type }) => `${period} ${type}` });

it('each exact number stands once where its period and its code meet, and 0 where there is none', () => {
  fc.assert(
    fc.property(cells, (all) => {
      const { columns, rows } = ownTable({ by: ['period', 'type'], cells: all });
      expect(rows.map(({ period }) => period)).toEqual([...new Set(all.map(({ period }) => period))].sort());
      for (const { period, values } of rows)
        for (const [index, code] of columns.entries()) {
          const found = all.find((one) => one.period === period && one.type === code);
          expect(values[index]).toBe(found?.value ?? 0);
        }
      const sum = rows.flatMap(({ values }) => values).reduce((a, b) => a + b, 0);
      expect(sum).toBe(all.reduce((a, { value }) => a + value, 0));
    }),
  );
});

it('the most frequent code comes first, and periods alone have one column', () => {
  const two = [
    { period: '2025-01', type: 'death', value: 1 },
    { period: '2025-02', type: 'pushback', value: 3 },
  ];
  expect(ownTable({ by: ['period', 'type'], cells: two }).columns).toEqual(['pushback', 'death']);
  expect(ownTable({ by: ['period'], cells: [{ period: '2025-01', value: 4 }] })).toEqual({
    dimension: undefined,
    columns: [undefined],
    rows: [{ period: '2025-01', values: [4] }],
  });
  expect(ownTable({ by: ['period'], cells: [] }).rows).toEqual([]);
});
