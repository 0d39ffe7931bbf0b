import { AUDIENCES, needsApproval, type PeriodKind, periodKindOf } from '@waylight/disclosure-control';

const KINDS: readonly PeriodKind[] = ['week', 'month', 'quarter', 'year'];
const CIRCLES: Readonly<Record<(typeof AUDIENCES)[number], string>> = {
  partners: 'members',
  network: 'network',
  authorities: 'authorities',
  public: 'the public',
};

/**
 * The releases of a receipt as a person wants them, a line for each circle of readers: the periods, short before long, however many
 * tables were released of each. What is no release's id is a line of its own.
 */
export function releasedIn(releaseIds: readonly string[]): string[] {
  const periodsFor = new Map<string, Map<string, PeriodKind>>();
  const others: string[] = [];
  for (const id of releaseIds) {
    const [, period = '', audience = ''] = /\.([^.]+)\.([^.]+)$/.exec(id) ?? [];
    const kind = periodKindOf(period);
    const circle = AUDIENCES.find((known) => known === audience);
    if (kind === undefined || circle === undefined) {
      others.push(id);
      continue;
    }
    const periods = periodsFor.get(circle) ?? new Map<string, PeriodKind>();
    periodsFor.set(circle, periods.set(period, kind));
  }
  // Circles that were given the same periods share a line.
  const circlesOf = new Map<string, string[]>();
  for (const circle of AUDIENCES) {
    const periods = periodsFor.get(circle);
    if (periods === undefined) continue;
    const said = inOrder(periods);
    circlesOf.set(said, [...(circlesOf.get(said) ?? []), nameOf(circle)]);
  }
  return [...[...circlesOf].map(([said, circles]) => `${said}; for ${circles.join(' and ')}`), ...others];
}

function inOrder(periods: ReadonlyMap<string, PeriodKind>): string {
  return [...periods]
    .sort(([a, of], [b, other]) => KINDS.indexOf(of) - KINDS.indexOf(other) || (a < b ? -1 : 1))
    .map(([period, kind]) => `${period} (${kind})`)
    .join(', ');
}

/** What a receipt names was drawn; to some it is there only once all members have approved it. */
const nameOf = (circle: (typeof AUDIENCES)[number]): string =>
  needsApproval(circle) ? `${CIRCLES[circle]} (if approved)` : CIRCLES[circle];
