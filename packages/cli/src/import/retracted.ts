import { RetractionReason } from '@waylight/contracts/incident';
import type { CheckedRow } from './check-rows.ts';
import type { Known } from './known.ts';

/** What an import itself retracted; everything else somebody decided, and no table takes it back. */
const COMES_BACK: ReadonlySet<RetractionReason> = new Set([
  RetractionReason.IMPORT_UNDONE,
  RetractionReason.MOVED,
]);

/** Whether a report was retracted for good, at whatever node. */
export function staysRetracted(known: Known, { coded }: Pick<CheckedRow, 'coded'>): boolean {
  const found = [...known.values()].flatMap((reports) => reports.get(coded.reportId) ?? []);
  return (
    found.every(({ retracted }) => retracted) &&
    found.some(({ retractionReason }) => !COMES_BACK.has(retractionReason))
  );
}
