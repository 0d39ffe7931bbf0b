import { isoDay } from '@waylight/calendar';
import {
  type BreakdownAxis,
  createMessage,
  type ExplanationMessage,
  formatEnglish,
} from '@waylight/presentation';
import { needsApproval } from '../plan/audiences.ts';
import { ALL, type Axis, codesByParent } from '../plan/axis.ts';
import { closesOn, firstPeriodOf } from '../plan/due-periods.ts';
import { audiencesOf, isMarginOf, type PlannedTable } from '../plan/planned-table.ts';
import type { ReleasePlan } from '../plan/release-plan.ts';
import { LEAST_REPORTS } from '../plan/small-audiences.ts';
import { VICTIMS_ROUNDING_BASE } from '../plan/victim-groups.ts';
import { dateSentences, roundingBounds } from './explain-table.ts';
import { victimsSentences } from './notices.ts';

/** Explains a plan in English: tables, audiences, dates and rounding. Each entry is one paragraph or one table. */
export const explainPlan = (plan: ReleasePlan): string[] => planSentences(plan).map(formatEnglish);

/** The same entries as messages. */
export function planSentences(plan: ReleasePlan): ExplanationMessage[][] {
  const { version, base } = plan;
  return [
    [createMessage('plan.version', { version }), createMessage('plan.only')],
    [createMessage('plan.rounding', { base, ...roundingBounds(base) }), createMessage('plan.neverNone')],
    [createMessage('plan.from', { month: plan.from })],
    ...plan.tables.map((table) => tableSentences(plan, table)),
    [createMessage('plan.noReports')],
    ...smallAudienceSentences(plan),
    ...approvalSentences(plan),
  ];
}

function smallAudienceSentences({ tables }: ReleasePlan): ExplanationMessage[][] {
  const { month, quarter, year } = LEAST_REPORTS;
  return tables.some(({ alsoFor }) => alsoFor !== undefined)
    ? [
        [
          createMessage('plan.smallAudience', { month, quarter, year }),
          createMessage('plan.smallAudience.half'),
        ],
      ]
    : [];
}

function tableSentences(plan: ReleasePlan, table: PlannedTable): ExplanationMessage[] {
  const { id, rows, columns, period, audience, alsoFor = [] } = table;
  const first = firstPeriodOf(plan, table);
  const axes = [rows, columns].filter(({ dimension }) => dimension !== ALL).map(describeAxis);
  const parameters = { table: id, axes, each: period, readers: audience };
  return [
    alsoFor.length === 0
      ? createMessage('plan.table', parameters)
      : createMessage('plan.table.wider', { ...parameters, wider: alsoFor }),
    ...breakdownSentences(table),
    ...crossSentences(plan, table),
    ...victimSumSentences(table),
    ...(table.completeness === undefined ? [] : [createMessage('plan.completeness')]),
    createMessage('plan.closes', {
      days: table.closesAfterDays,
      first,
      on: isoDay(closesOn(table, first)),
    }),
    ...dateSentences(table),
    ...(table.partsOf === undefined ? [] : [createMessage('plan.coupled', { table: table.partsOf })]),
  ];
}

function breakdownSentences({ splits }: PlannedTable): ExplanationMessage[] {
  if (splits === undefined) return [];
  const { table, from } = splits;
  return [
    from === 0 ? createMessage('plan.splits', { table }) : createMessage('plan.splits.from', { table, from }),
  ];
}

function crossSentences({ tables }: ReleasePlan, table: PlannedTable): ExplanationMessage[] {
  const margin = tables.find((one) => isMarginOf(one, table, tables));
  return margin === undefined ? [] : [createMessage('plan.cross', { table: margin.id })];
}

function victimSumSentences({ victims, rows: { dimension }, audience }: PlannedTable): ExplanationMessage[] {
  return victims === undefined
    ? []
    : [
        createMessage('plan.victims', { dimension, readers: audience }),
        ...victimsSentences({ roundingBase: VICTIMS_ROUNDING_BASE, minIncidents: victims.from }),
      ];
}

function approvalSentences({ tables }: ReleasePlan): ExplanationMessage[][] {
  return tables.some((table) => audiencesOf(table).some(needsApproval))
    ? [[createMessage('plan.approval'), createMessage('plan.objection')]]
    : [];
}

function describeAxis(axis: Axis): BreakdownAxis {
  const groups = [...codesByParent(axis)];
  const isUnchanged = ([within, of]: (typeof groups)[number]): boolean => of.length === 1 && of[0] === within;
  const namedGroups = groups.filter((one) => !isUnchanged(one) || one[0] === ALL);
  return {
    dimension: axis.dimension,
    withinDimension: 'of' in axis ? axis.of : undefined,
    groups: namedGroups.map(([within, codes]) => ({ within: within === ALL ? undefined : within, codes })),
    hasOthers: namedGroups.length < groups.length,
  };
}
