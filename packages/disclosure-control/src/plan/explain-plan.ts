import { isoDay } from '@waylight/calendar';
import { englishOf, type SaidAxis, type Sentence, sentence } from '@waylight/presentation';
import { VICTIMS_ROUNDING_BASE } from '../draw/draw-victims.ts';
import { dateSentence, roundingBounds } from '../release/explain-table.ts';
import { victimsSentences } from '../release/notices.ts';
import { needsApproval } from './audiences.ts';
import { ALL, type Axis, codesByParent } from './axis.ts';
import { closesOn, firstPeriodOf } from './due-periods.ts';
import { releasePeriodDays } from './release-periods.ts';
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
    ...underPopulatedAudiences(plan),
    ...approvalSentences(plan),
  ];
}

function underPopulatedAudiences({ leastAWeek }: ReleasePlan): Sentence[][] {
  return leastAWeek === undefined
    ? []
    : [[sentence('plan.thin', { least: leastAWeek }), sentence('plan.thin.half')]];
}

function tableSentences(plan: ReleasePlan, table: PlannedTable): Sentence[] {
  const { id, rows, columns, period, audience, alsoFor = [] } = table;
  const first = firstPeriodOf(plan, table);
  const axes = [rows, columns].filter(({ dimension }) => dimension !== ALL).map(describeAxis);
  const parameters = { table: id, axes, each: period, readers: audience };
  return [
    alsoFor.length === 0
      ? sentence('plan.table', parameters)
      : sentence('plan.table.wider', { ...parameters, wider: alsoFor }),
    ...breakdownSentences(table),
    ...victimSumSentences(table),
    ...(table.completeness === undefined ? [] : [sentence('plan.completeness')]),
    sentence('plan.closes', {
      ...{ days: table.closesAfterDays, first, on: isoDay(closesOn(table, first)) },
    }),
    dateSentence(table),
    ...(table.partsOf === undefined ? [] : [sentence('plan.coupled', { table: table.partsOf })]),
  ];
}

function breakdownSentences({ splits }: PlannedTable): Sentence[] {
  if (splits === undefined) return [];
  const { table, from } = splits;
  return [from === 0 ? sentence('plan.splits', { table }) : sentence('plan.splits.from', { table, from })];
}

function victimSumSentences({ victims, rows: { dimension }, audience }: PlannedTable): Sentence[] {
  return victims === undefined
    ? []
    : [
        sentence('plan.victims', { dimension, readers: audience }),
        ...victimsSentences({ roundingBase: VICTIMS_ROUNDING_BASE, from: victims.from }),
      ];
}

function approvalSentences({ tables }: ReleasePlan): Sentence[][] {
  return tables.some((table) => audiencesOf(table).some(needsApproval))
    ? [[sentence('plan.approval'), sentence('plan.objection')]]
    : [];
}

function describeAxis(axis: Axis): SaidAxis {
  const groups = [...codesByParent(axis)];
  const isUnchanged = ([within, of]: (typeof groups)[number]): boolean => of.length === 1 && of[0] === within;
  const namedGroups = groups.filter((one) => !isUnchanged(one) || one[0] === ALL);
  return {
    dimension: axis.dimension,
    of: 'of' in axis ? axis.of : undefined,
    groups: namedGroups.map(([within, codes]) => ({ within: within === ALL ? undefined : within, codes })),
    hasOthers: namedGroups.length < groups.length,
  };
}
