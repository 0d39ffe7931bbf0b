import { RetractionReason } from '@waylight/contracts/incident';
import type { CheckedRow } from './check-rows.ts';
import type { ExistingReports } from './existing-reports.ts';

/** What an import itself retracted; everything else somebody decided, and no table takes it back. */
const RESTORABLE_REASONS: ReadonlySet<RetractionReason> = new Set([
  RetractionReason.IMPORT_UNDONE,
  RetractionReason.MOVED,
]);

/** Whether a report was retracted for good, at whatever node. */
export function isRetractedForGood(existing: ExistingReports, { coded }: Pick<CheckedRow, 'coded'>): boolean {
  const found = [...existing.values()].flatMap((reports) => reports.get(coded.reportId) ?? []);
  return (
    found.every(({ retracted }) => retracted) &&
    found.some(({ retractionReason }) => !RESTORABLE_REASONS.has(retractionReason))
  );
}
