import { WithheldReason, type WithheldTable } from '@waylight/contracts/operations';
import { periodKindOf } from '@waylight/disclosure-control';
import { RpcError } from '@waylight/service-kit';
import type { WithheldRelease } from '../release/close-due-periods.ts';

const REASONS: Readonly<Record<WithheldRelease['reason'], WithheldReason>> = {
  'not-coupled': WithheldReason.NOT_COUPLED,
  'discloses-small-counts': WithheldReason.DISCLOSES_SMALL_COUNTS,
  'victims-disclose-small-counts': WithheldReason.VICTIMS_DISCLOSE_SMALL_COUNTS,
  'not-checked': WithheldReason.NOT_CHECKED,
};

export function withheldTable({ tableId, period, reason }: WithheldRelease): WithheldTable {
  return { tableId, period, reason: REASONS[reason] };
}

/** The period that a request names; undefined where it names none. */
export function readPeriod(period: string): string | undefined {
  if (period === '') return undefined;
  if (periodKindOf(period) !== undefined) return period;
  throw new RpcError('INVALID_ARGUMENT', 'this is no release period', [
    {
      type: 'badRequest',
      violations: [{ field: 'period', description: 'must be such as 2025-W10, 2025-03, 2025-Q1 or 2025' }],
    },
  ]);
}
