import { daysOf, type PeriodKind, periodOf } from '@waylight/calendar';

/** Maximum number of periods with filled gaps. Above it no gap is filled, because no reader needs that many columns. */
const MAX_PERIODS = 600;

/**
 * Periods in order, including periods without a cell, so that equal distances are equal times. `vague`: dates with an
 * unknown part ("2025-03-?"). They cannot be sorted among the others, so they come last.
 */
export function fillPeriods(
  seen: Iterable<string>,
  kind: PeriodKind,
): { readonly sure: readonly string[]; readonly vague: readonly string[] } {
  const all = [...new Set(seen)].sort();
  const sure = all.filter((label) => daysOf(label) !== undefined);
  const vague = all.filter((label) => daysOf(label) === undefined);
  const [first] = sure;
  const last = sure.at(-1);
  if (first === undefined || last === undefined) return { sure, vague };
  const filled: string[] = [];
  for (let label = first; label <= last && filled.length < MAX_PERIODS; ) {
    filled.push(label);
    const days = daysOf(label);
    if (days === undefined) break;
    label = periodOf(kind, days.toDay + 1);
  }
  return { sure: filled.at(-1) === last ? filled : sure, vague };
}
