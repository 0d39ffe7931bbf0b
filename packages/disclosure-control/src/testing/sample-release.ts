import { dayNumber } from '@waylight/calendar';
import type { ReleaseToExport } from '../release/export-table.ts';
import type { RoundedTable } from '../rounding/controlled-rounding.ts';

/** Creates the release event of a month with these numbers. */
export function sampleRelease({ cells, ...margins }: RoundedTable): ReleaseToExport {
  return {
    releaseId: 'minimal-month.2025-03.partners',
    tableId: 'minimal-month',
    period: '2025-03',
    roundingBase: 5,
    unit: 'incidents',
    fromDay: dayNumber(2025, 3, 3),
    toDay: dayNumber(2025, 3, 30),
    closedDay: dayNumber(2025, 4, 20),
    planVersion: 1,
    rowDimension: 'country',
    rows: cells.map((_, r) => `r${r}`),
    columnDimension: 'typeGroup',
    columns: (cells[0] ?? []).map((_, c) => `c${c}`),
    ...margins,
    cells: cells.flat(),
  };
}
