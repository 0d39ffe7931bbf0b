import { isoDay } from '@waylight/calendar';
import { needsApproval } from './audiences.ts';
import { ALL, type Axis, codesWithin } from './axis.ts';
import { VICTIMS_BASE } from './draw-victims.ts';
import { closesOn, firstPeriodOf } from './due-periods.ts';
import { explainVictims } from './notices.ts';
import { dateRule, describePeriod, READERS, roundingBounds } from './reading.ts';
import { audiencesOf, type PlannedTable, type ReleasePlan } from './release-plan.ts';

/** A plan in words, one sentence or table an entry: what leaves, to whom, when, and in which form. */
export function explainPlan(plan: ReleasePlan): string[] {
  const { typical, atMost } = roundingBounds(plan.base);
  return [
    `Release plan, version ${plan.version}. Of the organisations' own reports nothing leaves but these tables.`,
    `Every number is a multiple of ${plan.base}, drawn once by unbiased controlled rounding: ±${typical} typical, ` +
      `±${atMost} at most; totals for wider circles are sums of cells. A rounded number is never "none".`,
    `Nothing from before the release month ${describePeriod(plan.from)} is ever released. A release month is the ` +
      'ISO weeks whose Thursday lies in it.',
    ...plan.tables.map((table) => explainPlannedTable(plan, table)),
    'Reports per incident leave in no table: until reports of the same incident are matched it is one everywhere.',
    ...thinLayers(plan),
    ...approval(plan),
  ];
}

function thinLayers({ leastAWeek }: ReleasePlan): string[] {
  if (leastAWeek === undefined) return [];
  return [
    `Of what is shared more widely than with the members, a layer with fewer than ${leastAWeek} reports a week in the year before is ` +
      'counted in the next narrower one, and a circle that no layer reaches is released nothing. One organisation counts for at most half of ' +
      'that number, however much it sends.',
  ];
}

function explainPlannedTable(plan: ReleasePlan, table: PlannedTable): string {
  const first = firstPeriodOf(plan, table);
  return (
    `${table.id}: ${table.unit} by ${axesInWords(table)}, each ${table.period}, ` +
    `for ${READERS[table.audience]}${wider(table)}. ${splitting(table)}${sumsOfVictims(table)}${completeness(table)}A period closes ${table.closesAfterDays} days after its end; ` +
    `the first, ${first}, on ${isoDay(closesOn(table, first))}. ${dateRule(table)}${coupling(table)}`
  );
}

function splitting({ splits }: PlannedTable): string {
  return splits === undefined
    ? ''
    : `It breaks down the numbers of ${splits.table} and adds up to them${smallest(splits.from)}. `;
}

function sumsOfVictims({ victims, rows, audience }: PlannedTable): string {
  return victims === undefined
    ? ''
    : `With sums of victims by ${rows.dimension}, for ${READERS[audience]} alone. ${explainVictims({ base: VICTIMS_BASE, from: victims.from })} `;
}

function completeness({ completeness }: PlannedTable): string {
  return completeness === undefined
    ? ''
    : 'With how completely organisations said what they did, by country: all, most, some or none of them, never which, and for members and their network alone. ';
}

const smallest = (from: number): string =>
  from === 0 ? '' : `; numbers under ${from} are not broken down on their own`;

function approval({ tables }: ReleasePlan): string[] {
  if (!tables.some((table) => audiencesOf(table).some(needsApproval))) return [];
  return [
    'What is for authorities or the public is drawn with the rest, and members alone read it until every one of them has ' +
      'approved it, table by table and period by period. An objection ends it for good.',
  ];
}

function wider({ alsoFor = [] }: PlannedTable): string {
  return alsoFor
    .map((audience) => `, and of it what ${READERS[audience]} may count for ${READERS[audience]}`)
    .join('');
}

function coupling({ partsOf }: PlannedTable): string {
  return partsOf === undefined
    ? ''
    : ` A number that was above 0 in a period of ${partsOf} is above 0 here, unless something of it was taken back; late reports count.`;
}

function axesInWords({ rows, columns }: PlannedTable): string {
  const told = [rows, columns].filter(({ dimension }) => dimension !== ALL);
  return told.length === 0 ? 'nothing else, one number for the region' : told.map(axisInWords).join(' and ');
}

function axisInWords(axis: Axis): string {
  const groups = [...codesWithin(axis)];
  const isAsItIs = ([within, of]: (typeof groups)[number]): boolean => of.length === 1 && of[0] === within;
  const told = groups
    .filter((one) => !isAsItIs(one) || one[0] === ALL)
    .map(([within, of]) => (within === ALL ? of.join(', ') : `of ${within}: ${of.join(', ')}`));
  const others = told.length < groups.length ? ['the others as they are'] : [];
  return `${axis.dimension} (${[...told, ...others].join('; ')})`;
}
