import {
  ALL,
  codesOf,
  type DrawVariant,
  FIRST_DRAW,
  type LinkedTables,
  type MergedRows,
  type PlannedTable,
  withoutVictims,
} from '@waylight/disclosure-control';
import type { CountPlace, HiddenCount } from '../system/linear-system.ts';
import { groupsToAudit, withGroups } from '../system/organisation-groups.ts';
import type { ReleasedTable } from '../system/release-variables.ts';
import { findDisclosiveTables } from './disclosive-tables.ts';
import { estimateLostCounts } from './estimate-lost-counts.ts';
import { type Findings, findIn } from './find-in.ts';
import type { DisclosureAuditOptions } from './run-audit.ts';

/** Maximum number of audited draws of a period with the same merged rows. */
export const MAX_ATTEMPTS = 5;

/** Maximum number of draws of a period with the same merged rows. A draw takes a fraction of the time of its audit. */
const MAX_DRAWS = 100;

/** Maximum number of times that rows are merged. So at most 20 draws of a period are audited. */
const MAX_MERGES = 2;

/** The draw of a period that may be released, and what it withholds. */
export type DrawDecision = DrawVariant & {
  readonly withheldTables: readonly string[];
  /** Tables that are released without their sums of victims. */
  readonly withheldVictims: readonly string[];
};

export type DrawToDecide<Drawn extends ReleasedTable> = {
  readonly linkedTables: LinkedTables;
  /**
   * Releases that count some of the same incidents, such as those of shorter periods within the period, and latent
   * tables; see `ReleasedTable`.
   */
  readonly earlier: readonly ReleasedTable[];
  /** Draws the period. The same variant always gives the same tables. A draw may lack tables; see `drawLinkedTables`. */
  readonly draw: (variant: DrawVariant) => readonly Drawn[];
};

export type DecideOptions = DisclosureAuditOptions & {
  /** Number of organisations of each country that are also audited in pairs; see `groupsToAudit`. */
  readonly pairedOrganisations: number;
};

/**
 * Decides which draw of a period may be released, and returns its tables. The first draw with all tables that
 * discloses no count is released; see `findIn`. If all attempts are rejected, less is released, one step after the
 * other, each with new attempts:
 *
 * 1. without sums of victims, which contribute least, if every attempt has a finding by group size;
 * 2. with further rows in the pooled row: those that the findings name, of the attempt that names fewest;
 * 3. without some tables; see `findDisclosiveTables`.
 *
 * The decision depends on nothing but the counts, the earlier releases and the plan. Earlier counts that are no
 * longer stored are replaced by estimates. Rejects with the errors of `findDeterminedCounts`; then nothing is
 * decided.
 */
export async function decideDraw<Drawn extends ReleasedTable>(
  { linkedTables, earlier, draw }: DrawToDecide<Drawn>,
  { pairedOrganisations, ...options }: DecideOptions,
): Promise<{ readonly decision: DrawDecision; readonly released: readonly Drawn[] }> {
  const groups = groupsToAudit(draw(FIRST_DRAW), earlier, pairedOrganisations);
  // Groups are added before the estimate, so that their own counts are limited to the estimated counts too.
  const before = await estimateLostCounts(withGroups(earlier, groups), options);
  const audit = createRepeatedAudit(options);
  let step: Step = { mergedRows: {}, withoutVictims: false, merges: 0 };
  for (;;) {
    const { mergedRows, withoutVictims: isWithoutVictims } = step;
    const rejected: RejectedDraw[] = [];
    /** The draw that lacks fewest tables, and the first of equals. */
    let fullest: { readonly attempt: number; readonly drawn: readonly Drawn[] } | undefined;
    const decisionOn = (attempt: number, drawn: readonly Drawn[], released: readonly Drawn[]) => {
      const withheldTables = tablesNotIn(released, linkedTables);
      const withheldVictims = (isWithoutVictims ? tablesWithVictims(drawn) : []).filter(
        (id) => !withheldTables.includes(id),
      );
      return { decision: { attempt, mergedRows, withheldTables, withheldVictims }, released };
    };
    for (let attempt = 0; attempt < MAX_DRAWS && rejected.length < MAX_ATTEMPTS; attempt++) {
      const drawn = draw({ attempt, mergedRows });
      const lacking = tablesNotIn(drawn, linkedTables).length;
      if (fullest === undefined || lacking < tablesNotIn(fullest.drawn, linkedTables).length)
        fullest = { attempt, drawn };
      if (lacking > 0) continue;
      const released = isWithoutVictims ? drawn.map(withoutVictims) : drawn;
      const { counts } = await audit([...before, ...withGroups(released, groups)]);
      if (counts.size === 0) return decisionOn(attempt, drawn, released);
      rejected.push({ drawn: released, counts: [...counts.values()] });
    }
    const next = nextStep(step, linkedTables, rejected);
    if (next !== undefined) {
      step = next;
      continue;
    }
    const { attempt, drawn } = fullest ?? { attempt: 0, drawn: [] };
    const released = isWithoutVictims ? drawn.map(withoutVictims) : drawn;
    const tables = await findDisclosiveTables(linkedTables, before, withGroups(released, groups), options);
    return decisionOn(
      attempt,
      drawn,
      released.filter(({ table }) => !tables.has(table.id)),
    );
  }
}

/**
 * Audits one draw after the other. What earlier draws disclosed is checked first, which takes a fraction of the time.
 * If the draw discloses some of it again, these are its only findings.
 */
function createRepeatedAudit(
  options: DisclosureAuditOptions,
): (releases: readonly ReleasedTable[]) => Promise<Findings> {
  let known: Findings = { counts: new Map(), attackers: new Set() };
  return async (releases) => {
    const again = await findIn(releases, { ...options, before: known, stopsAtOutsider: true });
    if (again.counts.size > 0) return again;
    const found = await findIn(releases, { ...options, stopsAtOutsider: true });
    known = {
      counts: new Map([...known.counts, ...found.counts]),
      attackers:
        known.attackers === 'everybody' || found.attackers === 'everybody'
          ? 'everybody'
          : new Set([...known.attackers, ...found.attackers]),
    };
    return found;
  };
}

type Step = {
  readonly mergedRows: MergedRows;
  readonly withoutVictims: boolean;
  readonly merges: number;
};

/** A draw, and the counts that it discloses. */
type RejectedDraw = { readonly drawn: readonly ReleasedTable[]; readonly counts: readonly HiddenCount[] };

/** Undefined if there is nothing left to try but to withhold tables. */
function nextStep(
  step: Step,
  linkedTables: LinkedTables,
  rejected: readonly RejectedDraw[],
): Step | undefined {
  if (rejected.length === 0) return undefined;
  if (rejected.every(concernsSizes)) return { ...step, withoutVictims: true };
  if (step.merges === MAX_MERGES) return undefined;
  const candidates = rejected
    .map(({ counts }) => rowsToMerge(linkedTables, step.mergedRows, counts))
    .filter((rows) => rows.length > 0)
    .sort((a, b) => a.length - b.length);
  const [fewest] = candidates;
  if (fewest === undefined) return undefined;
  const mergedRows: Record<string, readonly string[]> = { ...step.mergedRows };
  for (const { table, row } of fewest) mergedRows[table.id] = [...(mergedRows[table.id] ?? []), row];
  return { ...step, mergedRows, merges: step.merges + 1 };
}

/**
 * True if sums of victims may be the reason for a finding, because it counts incidents by group size. Otherwise the same
 * draws without sums would be rejected again.
 */
const concernsSizes = ({ drawn, counts }: RejectedDraw): boolean =>
  drawn.some(
    ({ table: { columns }, drawn: { victims } }) =>
      victims !== undefined &&
      counts.some(({ place }) => place !== undefined && columns.dimension in place.codes),
  );

type TableRow = { readonly table: PlannedTable; readonly row: string };

/** Rows of due tables that the findings name and that are not merged yet. */
function rowsToMerge(
  linkedTables: LinkedTables,
  merged: MergedRows,
  counts: readonly HiddenCount[],
): TableRow[] {
  const rows = new Map<string, TableRow>();
  for (const { place } of counts)
    for (const one of place === undefined ? [] : rowsNamedBy(linkedTables, place))
      if (merged[one.table.id]?.includes(one.row) !== true) rows.set(`${one.table.id} ${one.row}`, one);
  return [...rows.values()];
}

/**
 * Rows of breakdowns with the code of a count. A count of a due table names the row of its own table. A count of
 * an earlier release names the rows of the tables that contain all its dimensions, or else of all tables.
 */
function rowsNamedBy(linkedTables: LinkedTables, { tableId, codes }: CountPlace): TableRow[] {
  const all = linkedTables.flatMap((table): TableRow[] => {
    const row = codes[table.rows.dimension];
    const canPool =
      table.splits !== undefined && table.rows.dimension !== ALL && !('within' in table.columns);
    return canPool && row !== undefined && codesOf(table.rows).includes(row) ? [{ table, row }] : [];
  });
  const own = all.filter(({ table }) => table.id === tableId);
  const covering = all.filter(({ table: { rows, columns } }) =>
    Object.keys(codes).every((dimension) => dimension === rows.dimension || dimension === columns.dimension),
  );
  return [own, covering, all].find((rows) => rows.length > 0) ?? [];
}

/** Tables that a draw lacks or a decision withholds. */
const tablesNotIn = (released: readonly ReleasedTable[], linkedTables: LinkedTables): string[] => {
  const given = new Set(released.map(({ table }) => table.id));
  return linkedTables.map(({ id }) => id).filter((id) => !given.has(id));
};

const tablesWithVictims = (drawn: readonly ReleasedTable[]): string[] =>
  drawn.filter((one) => one.drawn.victims !== undefined).map(({ table }) => table.id);
