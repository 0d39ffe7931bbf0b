import type { ReleaseEvent } from '@waylight/contracts/release';
import {
  type Audience,
  componentReleaseIdsOf,
  computeLateAndCorrections,
  type LateAndCorrections,
  lateNumbersOf,
  type PeriodKind,
  parseReleasePlan,
  periodKindOf,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import { RpcFailure } from '@waylight/service-kit/client';
import type { InsightsCalls } from '../connection/connect.ts';
import type { Kit } from '../kit.ts';
import { layOutGrid } from '../tables/release-table.ts';
import { columnsOf, textTable } from '../tables/text-table.ts';

/** What a release of a longer period has more, or less, than the releases of the shorter ones within it. */
export type LateComparison = {
  /** The releases that it is held against. */
  readonly parts: readonly string[];
  /** Undefined where not all of them are there for this reader. */
  readonly late: LateAndCorrections | undefined;
};

const LONGER_KINDS: readonly (PeriodKind | undefined)[] = ['quarter', 'year'];

/** Reads the parts as the reader reads any release; undefined of a release that has none by the region's plan. */
export async function compareWithShorterPeriods(
  insights: InsightsCalls,
  release: ReleaseEvent,
  audience: Audience,
): Promise<LateComparison | undefined> {
  // Nothing is coupled to weeks, and months are the shortest that are: the plan need not be asked for.
  if (!LONGER_KINDS.includes(periodKindOf(release.period))) return undefined;
  const ids = componentReleaseIdsOf(await fetchPlan(insights), release, audience);
  if (ids.length === 0) return undefined;
  const parts = await Promise.all(ids.map((id) => fetchPart(insights, id)));
  const given = parts.filter((part) => part !== undefined);
  return {
    parts: ids,
    late: given.length < ids.length ? undefined : computeLateAndCorrections(release, given),
  };
}

async function fetchPlan(insights: InsightsCalls): Promise<ReleasePlan> {
  const { document } = await insights.getReleasePlan({});
  const parsed = parseReleasePlan(JSON.parse(document));
  if (parsed.ok) return parsed.plan;
  throw new Error('the region told a plan that is none', { cause: parsed.problems });
}

async function fetchPart(insights: InsightsCalls, releaseId: string): Promise<ReleaseEvent | undefined> {
  try {
    return (await insights.getRelease({ releaseId })).release;
  } catch (error) {
    if (error instanceof RpcFailure && error.code === 'NOT_FOUND') return undefined;
    throw error;
  }
}

/** The lines under a table that is shown: how much came late, and how much of that may be rounding. */
export function lateAndCorrectionLines(
  { parts, late }: LateComparison,
  period: string,
  { style }: Kit,
): string[] {
  const [first = ''] = parts;
  const table = first.split('.')[0];
  if (late === undefined)
    return [
      '',
      `Late and corrections are not said: not all ${parts.length} parts, of ${table}, are there for you with the same rows and columns.`,
    ];
  const { titles, rows, totals } = layOutGrid(late, 'late and corrections', formatSigned, formatSigned);
  return [
    '',
    `Late and corrections: these numbers less the ${parts.length} of ${table}, as they were released.`,
    textTable(columnsOf(titles, titles.slice(1)), rows, style, totals),
    ...describeRounding(late),
    ...(periodKindOf(period) === 'year'
      ? ['What states its year alone is in no shorter period, and so in here.']
      : []),
  ];
}

function describeRounding(late: LateAndCorrections): string[] {
  const numbers = lateNumbersOf(late);
  if (numbers.length === 0) return ['None of them is given both here and in every part.'];
  const bounds = numbers.map(({ roundingAtMost }) => roundingAtMost);
  const [least, most] = [Math.min(...bounds), Math.max(...bounds)];
  const bound = least === most ? `±${most}` : `±${least} (a cell) to ±${most} (a total)`;
  const furthest = numbers.reduce((one, other) =>
    Math.abs(other.value) > Math.abs(one.value) ? other : one,
  );
  return [
    `Of each at most ${bound} is rounding: of ${formatSigned(furthest)} at most ±${furthest.roundingAtMost}. What goes further below 0 than ` +
      'that was taken back or moved elsewhere.',
  ];
}

/** For programs: null where the parts are not all there. */
export function lateAndCorrectionsDocument({ parts, late }: LateComparison) {
  return { parts, numbers: late === undefined ? null : lateNumbersOf(late) };
}

function formatSigned({ value }: { readonly value: number }): string {
  return value > 0 ? `+${value}` : `${value < 0 ? '−' : ''}${Math.abs(value)}`;
}
