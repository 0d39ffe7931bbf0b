import { isoDay } from '@waylight/calendar';
import { englishOf, type SaidAxis, type Sentence, sentence } from '@waylight/presentation';
import { needsApproval } from './audiences.ts';
import { ALL, type Axis, codesWithin } from './axis.ts';
import { VICTIMS_BASE } from './draw-victims.ts';
import { closesOn, firstPeriodOf } from './due-periods.ts';
import { victimsSentences } from './notices.ts';
import { releasePeriodDays } from './periods.ts';
import { dateSentence, roundingBounds } from './reading.ts';
import { audiencesOf, type PlannedTable, type ReleasePlan } from './release-plan.ts';

/** A plan in English, one sentence or table an entry: what leaves, to whom, when, and in which form. */
export const explainPlan = (plan: ReleasePlan): string[] => planSentences(plan).map(englishOf);

/** The same entries sentence by sentence. */
export function planSentences(plan: ReleasePlan): Sentence[][] {
  const { version, base } = plan;
  const { fromDay, toDay } = releasePeriodDays('month', plan.from);
  return [
    [sentence('plan.version', { version }), sentence('plan.only')],
    [sentence('plan.rounding', { base, ...roundingBounds(base) }), sentence('plan.neverNone')],
    [
      sentence('plan.from', { month: plan.from, from: isoDay(fromDay), to: isoDay(toDay) }),
      sentence('plan.weeks'),
    ],
    ...plan.tables.map((table) => tableSentences(plan, table)),
    [sentence('plan.noReports')],
    ...thinLayers(plan),
    ...approval(plan),
  ];
}

function thinLayers({ leastAWeek }: ReleasePlan): Sentence[][] {
  return leastAWeek === undefined
    ? []
    : [[sentence('plan.thin', { least: leastAWeek }), sentence('plan.thin.half')]];
}

function tableSentences(plan: ReleasePlan, table: PlannedTable): Sentence[] {
  const { id, rows, columns, period, audience, alsoFor = [] } = table;
  const first = firstPeriodOf(plan, table);
  const axes = [rows, columns].filter(({ dimension }) => dimension !== ALL).map(saidAxis);
  const told = { table: id, axes, each: period, readers: audience };
  return [
    alsoFor.length === 0
      ? sentence('plan.table', told)
      : sentence('plan.table.wider', { ...told, wider: alsoFor }),
    ...splitting(table),
    ...sumsOfVictims(table),
    ...(table.completeness === undefined ? [] : [sentence('plan.completeness')]),
    sentence('plan.closes', {
      ...{ days: table.closesAfterDays, first, on: isoDay(closesOn(table, first)) },
    }),
    dateSentence(table),
    ...(table.partsOf === undefined ? [] : [sentence('plan.coupled', { table: table.partsOf })]),
  ];
}

function splitting({ splits }: PlannedTable): Sentence[] {
  if (splits === undefined) return [];
  const { table, from } = splits;
  return [from === 0 ? sentence('plan.splits', { table }) : sentence('plan.splits.from', { table, from })];
}

function sumsOfVictims({ victims, rows: { dimension }, audience }: PlannedTable): Sentence[] {
  return victims === undefined
    ? []
    : [
        sentence('plan.victims', { dimension, readers: audience }),
        ...victimsSentences({ base: VICTIMS_BASE, from: victims.from }),
      ];
}

function approval({ tables }: ReleasePlan): Sentence[][] {
  return tables.some((table) => audiencesOf(table).some(needsApproval))
    ? [[sentence('plan.approval'), sentence('plan.objection')]]
    : [];
}

function saidAxis(axis: Axis): SaidAxis {
  const groups = [...codesWithin(axis)];
  const isAsItIs = ([within, of]: (typeof groups)[number]): boolean => of.length === 1 && of[0] === within;
  const told = groups.filter((one) => !isAsItIs(one) || one[0] === ALL);
  return {
    dimension: axis.dimension,
    of: 'of' in axis ? axis.of : undefined,
    groups: told.map(([within, codes]) => ({ within: within === ALL ? undefined : within, codes })),
    hasOthers: told.length < groups.length,
  };
}
