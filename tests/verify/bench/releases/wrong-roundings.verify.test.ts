import { periodsWithin } from '@waylight/calendar';
import {
  ContradictionError,
  findDeterminedCounts,
  linearSystemOf,
  type ReleasedTable,
  sumOf,
} from '@waylight/disclosure-audit';
import { codesOf, drawTable, feasibilityInterval, keyedUniform } from '@waylight/disclosure-control';
import { describe, expect, it } from 'vitest';
import type { CountedPeriod } from './counted-periods.ts';
import { drawPeriods, NO_CHECK } from './drawn-periods.ts';
import { shippedPlan } from './plan.ts';
import { FIRST_MONTH, simulateRegion } from './simulated-region.ts';

const PLAN = shippedPlan(FIRST_MONTH);
const { base } = PLAN;
const { counted } = simulateRegion(PLAN, 1, 1_300);
const QUARTER = '2024-Q2';
const MONTHS = periodsWithin('month', 'quarter', QUARTER);
const ofQuarter = counted.filter(({ period }) => period === QUARTER || MONTHS.includes(period));
const ofMonths = counted.filter(({ kind }) => kind === 'month');

const secretOf = (key: string): Uint8Array => Buffer.alloc(32, key);

async function draw(periods: readonly CountedPeriod[], key = 'a key'): Promise<ReleasedTable[]> {
  const drawn = await drawPeriods(periods, { secret: secretOf(key), base }, NO_CHECK);
  return drawn.flatMap(({ released }) => released);
}

/** Returns how many small counts are disclosed to an outsider; a contradiction counts as one. */
async function countDisclosures({
  linearSystem,
  hidden,
}: Pick<ReturnType<typeof linearSystemOf>, 'linearSystem' | 'hidden'>): Promise<number> {
  try {
    return (await findDeterminedCounts(linearSystem, hidden)).length;
  } catch (error) {
    if (error instanceof ContradictionError) return 1;
    throw error;
  }
}

function findTopTable(releases: readonly ReleasedTable[], month: string): ReleasedTable {
  const one = releases.find(
    ({ table, period, audience }) =>
      table.splits === undefined && period === month && audience === table.audience,
  );
  if (one === undefined) throw new Error(`No top table was released for ${month}`);
  return one;
}

/** Draws a table from its own counts alone. */
const drawIndependently = ({ table, period, cells }: ReleasedTable) =>
  drawTable({
    secret: secretOf('independent'),
    roundingBase: base,
    tableId: table.id,
    period,
    cells,
    rows: codesOf(table.rows),
    columns: codesOf(table.columns),
  });

/** The right roundings are tested in `three-years.verify.test.ts`. */
describe('the disclosure audit detects wrong roundings of the tables of the shipped plan', () => {
  it('with independently rounded margins', async () => {
    const releases = await draw(ofMonths);
    const right = ofMonths.map(({ period }) => findTopTable(releases, period));
    expect(await countDisclosures(linearSystemOf(right))).toBe(0);
    const alone = right.map((release): ReleasedTable => {
      const { rows, columns } = release.drawn;
      const uniform = keyedUniform(secretOf('margins'), release.period);
      const round = (isIn: (row: string, column: string) => boolean): number => {
        const counts = [...release.cells].filter(({ row, column }) => isIn(row, column));
        const truth = counts.reduce((all, { count }) => all + count, 0);
        return truth - (truth % base) + (uniform() * base < truth % base ? base : 0);
      };
      return {
        ...release,
        drawn: {
          ...release.drawn,
          rowTotals: rows.map((of) => round((row) => row === of)),
          columnTotals: columns.map((of) => round((_, column) => column === of)),
          total: round(() => true),
        },
      };
    });
    expect(await countDisclosures(linearSystemOf(alone))).toBeGreaterThan(0);
  });

  it('with a month that is drawn anew each night', async () => {
    const [month = ''] = MONTHS;
    const ofMonth = ofQuarter.filter(({ period }) => period === month);
    const first = linearSystemOf([findTopTable(await draw(ofMonth), month)]);
    const at = new Map(first.hidden.map(({ name, variable }) => [name, variable]));
    for (let night = 1; night < 14; night++) {
      const { drawn, audience } = findTopTable(await draw(ofMonth, `night ${night}`), month);
      drawn.rows.forEach((row, r) => {
        drawn.columns.forEach((column, c) => {
          const variable = at.get(`${drawn.tableId} ${month} ${audience}: ${row}, ${column}`);
          const value = drawn.cells[r]?.[c];
          if (variable === undefined || typeof value !== 'number')
            throw new Error('every cell must have a number');
          first.linearSystem.addConstraint(sumOf([variable]), feasibilityInterval(value, base));
        });
      });
    }
    expect(await countDisclosures(first)).toBeGreaterThan(0);
  });

  it('with a finer table that is not linked to the others', async () => {
    const releases = (await draw(ofQuarter)).filter(({ period }) => period === QUARTER);
    expect(await countDisclosures(linearSystemOf(releases))).toBe(0);
    const cube = releases.map((release) =>
      release.table.id === 'country-type-quarter'
        ? { ...release, drawn: drawIndependently(release) }
        : release,
    );
    expect(await countDisclosures(linearSystemOf(cube))).toBeGreaterThan(0);
  });

  it('with a quarter that is not coupled to its months', { timeout: 180_000 }, async () => {
    let disclosures = 0;
    for (const quarter of ['2024-Q1', '2024-Q2', '2024-Q3', '2024-Q4']) {
      const months = periodsWithin('month', 'quarter', quarter);
      const ofMonths = await draw(counted.filter(({ period }) => months.includes(period)));
      const apart = await draw(counted.filter(({ period }) => period === quarter));
      disclosures += await countDisclosures(linearSystemOf([...ofMonths, ...apart]));
    }
    expect(disclosures).toBeGreaterThan(0);
  });
});
