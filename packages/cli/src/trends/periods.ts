import { daysOf, PERIOD_LABELS, type PeriodKind } from '@waylight/calendar';

/** More columns or rows than anyone reads; a gap is then left out instead of filled. */
const MAX_PERIODS = 600;

/**
 * Periods in order, those between the first and the last that have no cell among them, so that distances are true.
 * `vague` are dates known less precisely ("2025-03-?"): they belong between no two of them, and come last.
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
    label = PERIOD_LABELS[kind](days.to + 1);
  }
  return { sure: filled.at(-1) === last ? filled : sure, vague };
}
