import { type PeriodKind, periodKindOf } from '@waylight/calendar';
import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience,
  componentReleaseIdsOf,
  computeLateAndCorrections,
  type LateAndCorrections,
  lateNumbersOf,
} from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import type { InsightsCalls } from '../connection/connect.ts';
import { formatReleaseTable, layOutGrid } from '../tables/release-table.ts';
import type { Style } from '../terminal/style.ts';
import { fetchRegionPlan } from './region-plan.ts';

/** Late reports and corrections: a release minus the sum of the releases of its component periods. */
export type LateComparison = {
  /** Ids of the component releases. */
  readonly components: readonly string[];
  /** Undefined if the reader may not read all component releases. */
  readonly late: LateAndCorrections | undefined;
};

const LONGER_KINDS: readonly (PeriodKind | undefined)[] = ['quarter', 'year'];

/** Fetches the component releases. Undefined for a release whose table has no component periods in the region's plan. */
export async function compareWithShorterPeriods(
  insights: InsightsCalls,
  release: ReleaseEvent,
  audience: Audience,
): Promise<LateComparison | undefined> {
  // Only quarters and years have component periods, so the plan is not fetched for other periods.
  if (!LONGER_KINDS.includes(periodKindOf(release.period))) return undefined;
  const plan = await fetchRegionPlan(insights);
  if (plan === undefined) throw new Error("the region's release plan is invalid");
  const ids = componentReleaseIdsOf(plan, release, audience);
  if (ids.length === 0) return undefined;
  const components = await Promise.all(ids.map((id) => fetchComponent(insights, id)));
  const available = components.filter((component) => component !== undefined);
  return {
    components: ids,
    late: available.length < ids.length ? undefined : computeLateAndCorrections(release, available),
  };
}

async function fetchComponent(insights: InsightsCalls, releaseId: string): Promise<ReleaseEvent | undefined> {
  try {
    return (await insights.getRelease({ releaseId })).release;
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** Lines below a release's table: the differences, and how much of each may be due to rounding. */
export function lateAndCorrectionLines(
  { components, late }: LateComparison,
  period: string,
  style: Style,
): string[] {
  const [first = ''] = components;
  const tableId = first.split('.')[0];
  if (late === undefined)
    return [
      '',
      `Late and corrections are not available: you cannot read all ${components.length} releases of ${tableId}, or their rows and columns differ.`,
    ];
  const table = layOutGrid(late, 'late and corrections', formatSigned, formatSigned);
  return [
    '',
    `Late and corrections: these numbers minus the ${components.length} releases of ${tableId}.`,
    formatReleaseTable(table, style),
    ...describeRounding(late),
    ...(periodKindOf(period) === 'year'
      ? ['They include incidents of which only the year is known, because shorter periods do not count them.']
      : []),
  ];
}

function describeRounding(late: LateAndCorrections): string[] {
  const numbers = lateNumbersOf(late);
  if (numbers.length === 0) return ['No number is given both in this release and in every component period.'];
  const bounds = numbers.map(({ roundingAtMost }) => roundingAtMost);
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const bound = least === most ? `±${most}` : `±${least} (a cell) to ±${most} (a total)`;
  const furthest = numbers.reduce((one, other) =>
    Math.abs(other.value) > Math.abs(one.value) ? other : one,
  );
  return [
    `At most ${bound} of each difference is rounding: of ${formatSigned(furthest)} at most ±${furthest.roundingAtMost}. A number further below 0 ` +
      'means that reports were retracted or moved to other cells.',
  ];
}

/** The JSON document. `numbers` is null if the reader may not read all component releases. */
export function lateAndCorrectionsDocument({ components, late }: LateComparison) {
  return { components, numbers: late === undefined ? null : lateNumbersOf(late) };
}

function formatSigned({ value }: { readonly value: number }): string {
  return value > 0 ? `+${value}` : `${value < 0 ? '−' : ''}${Math.abs(value)}`;
}
