import { daysOf } from '@waylight/calendar';
import { Layer } from '@waylight/contracts/incident';
import {
  type Audience,
  type Coverage,
  codeFor,
  countsFor,
  type PlannedTable,
  type ShareWith,
  type TrueCell,
} from '@waylight/disclosure-control';
import { codeByNumber } from '@waylight/taxonomy';
import { type CellCoordinates, coordinatesOf, decodeCell } from '@waylight/trends';
import type { CellMap } from '@waylight/view-store';
import { storedText } from '../steps/stored-text.ts';
import { codeOf } from './code-of.ts';

/** What a circle may count of a table, from the frozen cells of every partition. It goes to the draw and nowhere else. */
export function countTable(
  table: PlannedTable,
  audience: Audience,
  coverage: Coverage,
  frozen: readonly CellMap[],
): TrueCell[] {
  const cells: TrueCell[] = [];
  for (const buckets of frozen)
    for (const [bucket, fields] of buckets)
      for (const [field, value] of fields) {
        const coordinates = coordinatesOf(field);
        if (!counts(audience, coverage, bucket, coordinates)) continue;
        const row = codeFor(table.rows, codeOf(table.rows.dimension, coordinates));
        const column = codeFor(table.columns, codeOf(table.columns.dimension, coordinates));
        if (row === undefined || column === undefined) continue;
        cells.push({ row, column, count: decodeCell(storedText(value)).incidents });
      }
  return cells;
}

function counts(
  audience: Audience,
  coverage: Coverage,
  bucket: string,
  coordinates: CellCoordinates,
): boolean {
  if (!bucket.startsWith('o') || coordinates.layer !== Layer.REPORTS) return false;
  const shareWith = codeByNumber('shareWith', coordinates.shareWith)?.id as ShareWith | undefined;
  if (shareWith === undefined || !countsFor(audience, shareWith)) return false;
  const label = bucket.slice(1);
  if (coordinates.dayOfMonth === 0)
    return coverage.dayUnknownMonths.includes(label) || coverage.monthUnknownYears.includes(label);
  const month = daysOf(label);
  if (month === undefined) return false;
  const day = month.from + coordinates.dayOfMonth - 1;
  return day >= coverage.fromDay && day <= coverage.toDay;
}
