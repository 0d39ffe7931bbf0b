import { PERIOD_KINDS, type PeriodKind, periodKindOf } from '@waylight/calendar';
import { AUDIENCES, type Audience } from '@waylight/contracts/audiences';
import { needsApproval } from '@waylight/disclosure-control';

/** Names of audiences within a sentence. */
export const AUDIENCE_LABELS: Readonly<Record<Audience, string>> = {
  partners: 'members',
  network: 'network',
  authorities: 'authorities',
  public: 'the public',
};

/**
 * The releases of a receipt in words: a line for each audience, with its periods from short to long, for any number
 * of tables. An id that this version cannot parse gets its own line.
 */
export function describeReleases(releaseIds: readonly string[]): string[] {
  const periodsFor = new Map<string, Map<string, PeriodKind>>();
  const others: string[] = [];
  for (const id of releaseIds) {
    const [, period = '', audienceId = ''] = /\.([^.]+)\.([^.]+)$/.exec(id) ?? [];
    const kind = periodKindOf(period);
    const audience = AUDIENCES.find((known) => known === audienceId);
    if (kind === undefined || audience === undefined) {
      others.push(id);
      continue;
    }
    const periods = periodsFor.get(audience) ?? new Map<string, PeriodKind>();
    periodsFor.set(audience, periods.set(period, kind));
  }
  // Audiences with the same periods share a line.
  const audiencesByPeriods = new Map<string, string[]>();
  for (const audience of AUDIENCES) {
    const periods = periodsFor.get(audience);
    if (periods === undefined) continue;
    const periodList = formatPeriods(periods);
    audiencesByPeriods.set(periodList, [
      ...(audiencesByPeriods.get(periodList) ?? []),
      audienceLabel(audience),
    ]);
  }
  return [
    ...[...audiencesByPeriods].map(
      ([periodList, audiences]) => `${periodList}; for ${audiences.join(' and ')}`,
    ),
    ...others,
  ];
}

function formatPeriods(periods: ReadonlyMap<string, PeriodKind>): string {
  return [...periods]
    .sort(
      ([a, kind], [b, other]) => PERIOD_KINDS.indexOf(kind) - PERIOD_KINDS.indexOf(other) || (a < b ? -1 : 1),
    )
    .map(([period, kind]) => `${period} (${kind})`)
    .join(', ');
}

/** Marks audiences that can read a release only after all members have approved it. */
const audienceLabel = (audience: Audience): string =>
  needsApproval(audience) ? `${AUDIENCE_LABELS[audience]} (if approved)` : AUDIENCE_LABELS[audience];
