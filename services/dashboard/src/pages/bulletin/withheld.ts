import { AUDIENCES } from '../../api/bulletin-schemas.ts';
import type { PlannedTable } from '../../api/planned-table.ts';
import type { ListedRelease } from '../../api/schemas.ts';
import { monthBefore, periodsWithin } from '../../model/period.ts';
import { type AudienceAndPeriod, answeringTable, type Released } from './answering-table.ts';

/** Reason why a bulletin for this audience must not contain something that its author can read. */
export type Withheld = 'not-approved' | 'not-released' | 'not-parts';

/** For a figure of one period by these dimensions; undefined if it is allowed. */
export function withheldFigure(
  by: readonly string[],
  of: AudienceAndPeriod,
  { tables, readable, awaiting }: Released,
): Withheld | undefined {
  if (answeringTable(tables, by, of, readable) !== undefined) return undefined;
  return answeringTable(tables, by, of, awaiting) === undefined ? 'not-released' : 'not-approved';
}

const MONTHS = Array.from({ length: 12 }, (_, back) => back);

/** For the region over the year up to a month. One released month is enough. */
export function withheldYear(
  { audience, period }: AudienceAndPeriod,
  released: Released,
): Withheld | undefined {
  const each = MONTHS.map((back) =>
    withheldFigure([], { audience, period: monthBefore(period, back) }, released),
  );
  if (each.includes(undefined)) return undefined;
  return each.includes('not-approved') ? 'not-approved' : 'not-released';
}

/** True if the plan compares a table with one of a shorter period. Other tables have no late numbers. */
export const isHeldAgainst = ({ tables }: Pick<Released, 'tables'>, table: PlannedTable): boolean =>
  shorterOf(tables, table) !== undefined;

/** For late reports and corrections of a table: every shorter period must be released to the same audience. */
export function withheldLate(
  id: string,
  period: string,
  { tables, readable, awaiting }: Released,
): Withheld | undefined {
  const ofPeriod = (one: ListedRelease): boolean => one.table === id && one.period === period;
  const audience = narrowest(readable.filter(ofPeriod));
  if (audience === undefined) return awaiting.some(ofPeriod) ? 'not-approved' : 'not-released';
  const table = tables.find((one) => one.id === id);
  const shorter = table && shorterOf(tables, table);
  if (shorter === undefined) return 'not-parts';
  const isPart = (one: ListedRelease, part: string): boolean =>
    one.table === shorter.id && one.period === part && one.audience === audience;
  const parts = periodsWithin(shorter.period, period);
  const lacking = parts.filter((part) => !readable.some((one) => isPart(one, part)));
  if (parts.length > 0 && lacking.length === 0) return undefined;
  const isAwaited = lacking.length > 0 && lacking.every((part) => awaiting.some((one) => isPart(one, part)));
  return isAwaited ? 'not-approved' : 'not-parts';
}

/** The table of a shorter period for a table, or for the table that it breaks down. */
function shorterOf(tables: readonly PlannedTable[], table: PlannedTable): PlannedTable | undefined {
  const named = (id: string | undefined) => tables.find((one) => one.id === id);
  if (table.partsOf !== undefined) return named(table.partsOf);
  const whole = named(table.splits);
  return whole && shorterOf(tables, whole);
}

const narrowest = (releases: readonly ListedRelease[]): string | undefined =>
  AUDIENCES.find((circle) => releases.some(({ audience }) => audience === circle));
