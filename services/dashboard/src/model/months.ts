/** The month so many months before another: `2026-01` and 1 give `2025-12`. */
export function monthBefore(id: string, months: number): string {
  const [year = 0, month = 1] = id.split('-').map(Number);
  const index = year * 12 + month - 1 - months;
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

/** The months from the same one of the year before up to a month, both counted in: thirteen. */
export const sinceYearBefore = (month: string): { readonly from: string; readonly to: string } => ({
  from: monthBefore(month, 12),
  to: month,
});
