import {
  type PeriodKind,
  periodKindOf,
  periodOfYearBefore,
  previousPeriod,
  periodsWithin as within,
} from '@waylight/calendar';

/** The period of the same length right before: `2026-01` gives `2025-12`, `2026-W01` gives `2025-W52`; undefined of what is none. */
export function periodBefore(id: string): string | undefined {
  const kind = periodKindOf(id);
  return kind && previousPeriod(kind, id);
}

/** The period of the same name a year earlier; undefined where that year had none, as of a 53rd week. */
export function samePeriodOfYearBefore(id: string): string | undefined {
  const kind = periodKindOf(id);
  return kind && periodOfYearBefore(kind, id);
}

/** The months that a month, quarter or year is made of; none of any other period. */
export function monthsOf(id: string): readonly string[] {
  return periodsWithin('month', id);
}

/** The periods of a kind that a period is made of. Weeks are of receipt, so nothing is made of them. */
export function periodsWithin(shorter: PeriodKind, id: string): readonly string[] {
  const kind = periodKindOf(id);
  return kind === undefined || shorter === 'week' ? [] : within(shorter, kind, id);
}
