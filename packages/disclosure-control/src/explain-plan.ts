import { isoDay } from '@waylight/calendar';
import { closesOn, firstPeriodOf } from './due-periods.ts';
import { dateRule, describePeriod, READERS, roundingBounds } from './reading.ts';
import { type Axis, codesOf, type PlannedTable, type ReleasePlan } from './release-plan.ts';

/** A plan in words, one sentence or table an entry: what leaves, to whom, when, and in which form. */
export function explainPlan(plan: ReleasePlan): string[] {
  const { typical, atMost } = roundingBounds(plan.base);
  return [
    `Release plan, version ${plan.version}. Of the organisations' own reports nothing leaves but these tables.`,
    `Every number is a multiple of ${plan.base}, drawn once by unbiased controlled rounding: ±${typical} typical, ` +
      `±${atMost} at most; totals for wider circles and of coupled periods are sums of cells. A rounded number is never "none".`,
    `Nothing from before the release month ${describePeriod(plan.from)} is ever released. A release month is the ` +
      'ISO weeks whose Thursday lies in it.',
    ...plan.tables.map((table) => explainPlannedTable(plan, table)),
  ];
}

function explainPlannedTable(plan: ReleasePlan, table: PlannedTable): string {
  const first = firstPeriodOf(plan, table);
  return (
    `${table.id}: ${table.unit} by ${axisInWords(table.rows)} and ${axisInWords(table.columns)}, each ${table.period}, ` +
    `for ${READERS[table.audience]}${wider(table)}. A period closes ${table.closesAfterDays} days after its end; the first, ` +
    `${first}, on ${isoDay(closesOn(table, first))}. ${dateRule(table.period)}${coupling(table)}`
  );
}

function wider({ alsoFor = [] }: PlannedTable): string {
  return alsoFor
    .map((audience) => `, and of it what ${READERS[audience]} may count for ${READERS[audience]}`)
    .join('');
}

function coupling({ partsOf }: PlannedTable): string {
  return partsOf === undefined
    ? ''
    : ` A cell that was above 0 in a period of ${partsOf} is above 0 here, unless nothing is left of it; late reports count.`;
}

function axisInWords(axis: Axis): string {
  return `${axis.dimension} (${codesOf(axis).join(', ')})`;
}
