import type { ReleaseEvent } from '@waylight/contracts/release';
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
import { type Counting, countingOf } from './counting.ts';
import { countedAtClosing, type Drawing, type DrawnDue, freezeDue } from './draw-due.ts';
import { frozenPeriodId } from './frozen-period.ts';

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
async function releasedWithin(drawing: Drawing, due: DuePeriod): Promise<ReleasedTable[]> {
  const { table: head, period } = due;
  // Weeks count by receipt: no other period counts the same.
  if (head.dated === 'received') return [];
  const { plan, releases, signal } = drawing;
  const within = releasePeriodDays(head.period, period);
  const isWithin = (table: PlannedTable, shorter: string): boolean => {
    const { fromDay, toDay } = releasePeriodDays(table.period, shorter);
    return table.period !== head.period && fromDay >= within.fromDay && toDay <= within.toDay;
  };
  const published = await releases.refresh(signal);
  const countingsOf = countingsAtClosing(drawing, due);
  const found: ReleasedTable[] = [];
  for (const table of plan.tables.filter(({ dated }) => dated !== 'received'))
    for (const { event } of published.values()) {
      if (event.tableId !== table.id || !isWithin(table, event.period)) continue;
      const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
      const drawn = drawnTableOf(event);
      // Of a table that had other rows or columns then nobody knows what it counted.
      if (audience === undefined || !hasAxes(drawn, table)) continue;
      const { counting, isRecounted } = await countingsOf(event);
      const of = [
        { table, tables: plan.tables },
        audience,
        coverageOf(table.period, event.period),
        counting,
      ] as const;
      found.push({
        ...{ table, period: event.period, audience, drawn, isRecounted },
        cells: countTable(...of),
        ownOf: countByOrganisation(...of),
      });
    }
  return found;
}

/**
 * What each shorter period counted when it closed, read once. Where the store has lost that, what the longer period counts of it
 * stands for it: frozen as well, so that the check comes out the same however often it is run.
 */
function countingsAtClosing(drawing: Drawing, due: DuePeriod) {
  const countings = new Map<string, Promise<{ counting: Counting; isRecounted: boolean }>>();
  const read = async (period: string, closedDay: number) => {
    const then = await countedAtClosing(drawing, period, closedDay);
    if (then !== undefined) return { counting: then, isRecounted: false };
    const now = countingOf(drawing.plan, await freezeDue(drawing, due), due.closesOn);
    return { counting: now, isRecounted: true };
  };
  return ({ period, closedDay }: Pick<ReleaseEvent, 'period' | 'closedDay'>) => {
    const periodId = frozenPeriodId(period, closedDay);
    const counting = countings.get(periodId) ?? read(period, closedDay);
    countings.set(periodId, counting);
    return counting;
  };
}
