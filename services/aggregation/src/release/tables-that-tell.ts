import { findPinned, findPinnedFor, puzzleOf, type ReleasedTable } from '@waylight/disclosure-attack';
import {
  AUDIENCES,
  coverageOf,
  type DuePeriod,
  drawnTableOf,
  type Family,
  hasAxes,
  type PlannedTable,
  releaseIdOf,
  releasePeriodDays,
  releaseYearOf,
} from '@waylight/disclosure-control';
import { countByOrganisation, countTable } from './count-table.ts';
import { countedAtClosing, type Drawing, type DrawnDue } from './draw-due.ts';

/** A year of all tables takes some seconds. One that takes this long is not checked, and what is not checked does not leave. */
const DEADLINE_MS = 15 * 60_000;

/**
 * The tables of a period that must not leave with the others, because together with all that was released of its year, to all
 * circles, they would leave too little open of a small count. The finest goes first; where the head itself tells, all stay.
 */
export async function tablesThatTell(
  drawing: Drawing,
  { family }: DuePeriod,
  drawn: readonly DrawnDue[],
): Promise<ReadonlySet<string>> {
  const earlier = await releasedInYear(drawing, drawn);
  const withheld = new Set<string>();
  for (;;) {
    drawing.signal.throwIfAborted();
    const leaving = drawn.filter(({ table }) => !withheld.has(table.id));
    if (leaving.length === 0) return withheld;
    const { puzzle, hidden, tableOf, attackers } = puzzleOf([...earlier, ...leaving]);
    const options = { signal: drawing.signal, deadlineMs: DEADLINE_MS };
    const pinned = await findPinned(puzzle, hidden, options);
    const learnt = pinned.length > 0 ? [] : await findPinnedFor(puzzle, hidden, attackers, options);
    if (pinned.length === 0 && learnt.length === 0) return withheld;
    const named = new Set([...pinned, ...learnt].map(({ unknown }) => tableOf.get(unknown)));
    const staying = family.filter(({ id }) => !withheld.has(id)).toReversed();
    const coarsen = staying.find(({ id, splits }) => splits !== undefined && named.has(id)) ?? staying[0];
    if (coarsen === undefined) return withheld;
    for (const id of withAllThatSplit(coarsen, family)) withheld.add(id);
  }
}

/** A table and those that break it down further. */
function withAllThatSplit(table: PlannedTable, family: Family): string[] {
  const ids = [table.id];
  for (const one of family) if (ids.includes(one.splits?.table ?? '')) ids.push(one.id);
  return ids;
}

/** What was released of the year in which a period lies, of the tables that the plan still has, with what it counted. */
async function releasedInYear(drawing: Drawing, drawn: readonly DrawnDue[]): Promise<ReleasedTable[]> {
  const [first] = drawn;
  // Weeks count by receipt: no other period counts the same.
  if (first === undefined || first.table.dated === 'received') return [];
  const { plan, releases, signal } = drawing;
  const year = yearOf(first);
  const published = await releases.refresh(signal);
  const found: ReleasedTable[] = [];
  for (const table of plan.tables.filter(({ dated }) => dated !== 'received'))
    for (const { event } of published.values()) {
      if (event.tableId !== table.id) continue;
      const audience = AUDIENCES.find((to) => releaseIdOf(table, event.period, to) === event.releaseId);
      if (audience === undefined || yearOf({ table, period: event.period }) !== year) continue;
      const drawnThen = drawnTableOf(event);
      if (!hasAxes(drawnThen, table)) continue;
      const coverage = coverageOf(table.period, event.period);
      const frozen = await countedAtClosing(drawing, event.period, event.closedDay);
      const cells = countTable({ table, tables: plan.tables }, audience, coverage, frozen);
      const ownOf = countByOrganisation({ table, tables: plan.tables }, audience, coverage, frozen);
      found.push({ table, period: event.period, audience, drawn: drawnThen, cells, ownOf });
    }
  return found;
}

const yearOf = ({ table, period }: { readonly table: PlannedTable; readonly period: string }): string =>
  releaseYearOf(releasePeriodDays(table.period, period).fromDay);
