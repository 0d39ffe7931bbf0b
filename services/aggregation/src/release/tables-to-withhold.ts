import { type ReleasedTable, tablesThatTell } from '@waylight/disclosure-attack';
import {
  AUDIENCES,
  coverageOf,
  type DuePeriod,
  drawnTableOf,
  hasAxes,
  type PlannedTable,
  releaseIdOf,
  releasePeriodDays,
} from '@waylight/disclosure-control';
import { countByOrganisation, countTable } from './count-table.ts';
import { countedAtClosing, type Drawing, type DrawnDue } from './draw-due.ts';

/** A year of all tables takes less than a minute. A period that takes this long is not checked, and what is not checked does not leave. */
const DEADLINE_MS = 10 * 60_000;

/** The tables of a period that must not leave: see the package of the attack. */
export async function tablesToWithhold(
  drawing: Drawing,
  due: DuePeriod,
  drawn: readonly DrawnDue[],
): Promise<ReadonlySet<string>> {
  const earlier = await releasedWithin(drawing, due);
  // One deadline for all that is asked of a period.
  const signal = AbortSignal.any([drawing.signal, AbortSignal.timeout(DEADLINE_MS)]);
  return tablesThatTell(due.family, earlier, drawn, { signal });
}

/** What was released of the shorter periods within one, of the tables that the plan still has, with what they counted. */
async function releasedWithin(
  drawing: Drawing,
  { table: head, period }: DuePeriod,
): Promise<ReleasedTable[]> {
  // Weeks count by receipt: no other period counts the same.
  if (head.dated === 'received') return [];
  const { plan, releases, signal } = drawing;
  const within = releasePeriodDays(head.period, period);
  const isWithin = (table: PlannedTable, shorter: string): boolean => {
    const { fromDay, toDay } = releasePeriodDays(table.period, shorter);
    return table.period !== head.period && fromDay >= within.fromDay && toDay <= within.toDay;
  };
  const published = await releases.refresh(signal);
  const found: ReleasedTable[] = [];
  for (const table of plan.tables.filter(({ dated }) => dated !== 'received'))
    for (const { event } of published.values()) {
      if (event.tableId !== table.id || !isWithin(table, event.period)) continue;
      const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
      const drawn = drawnTableOf(event);
      // Of a table that had other rows or columns then nobody knows what it counted.
      if (audience === undefined || !hasAxes(drawn, table)) continue;
      const counting = await countedAtClosing(drawing, event.period, event.closedDay);
      const of = [
        { table, tables: plan.tables },
        audience,
        coverageOf(table.period, event.period),
        counting,
      ] as const;
      found.push({
        ...{ table, period: event.period, audience, drawn, isRecounted: !counting.isThen },
        cells: countTable(...of),
        // What an organisation has now says nothing of what it had in numbers that were drawn before.
        ...(counting.isThen ? { ownOf: countByOrganisation(...of) } : {}),
      });
    }
  return found;
}
