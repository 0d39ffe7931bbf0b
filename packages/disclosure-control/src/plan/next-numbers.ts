import { isoDay } from '@waylight/calendar';
import type { Audience } from '@waylight/contracts/audiences';
import { mayRead, mayReadUnapproved, needsApproval } from './audiences.ts';
import { audiencesOf, type PlannedTable } from './planned-table.ts';
import type { ReleasePlan } from './release-plan.ts';
import { upcomingPeriods } from './upcoming-periods.ts';

/** The next numbers for a reader by the plan. */
export type NextNumbers = {
  readonly period: string;
  /** The day on which the numbers are due; with `needsApproval`, the day before which they do not come. */
  readonly day: string;
  /** The reader gets the numbers only after all members' approval. */
  readonly needsApproval: boolean;
};

/**
 * Returns the next numbers for a reader; undefined if the plan has no table for it. They depend on the plan and the day alone: the
 * state of approvals is not disclosed. `today` is in days since 1970-01-01.
 */
export function nextNumbersFor(
  plan: Pick<ReleasePlan, 'from' | 'tables'>,
  reader: Audience,
  today: number,
): NextNumbers | undefined {
  const tables = plan.tables.filter((table) => audiencesFor(table, reader).length > 0);
  const [next] = upcomingPeriods({ from: plan.from, tables }, today);
  if (next === undefined) return undefined;
  const audiences = next.tables.flatMap((table) => audiencesFor(table, reader));
  return {
    period: next.period,
    day: isoDay(next.closesOn + 1),
    needsApproval: !mayReadUnapproved(reader) && audiences.every(needsApproval),
  };
}

/** Returns the next month with completeness for a reader. Authorities and the public do not receive completeness. */
export function nextCompletenessFor(
  plan: Pick<ReleasePlan, 'from' | 'tables'>,
  reader: Audience,
  today: number,
): NextNumbers | undefined {
  const tables = plan.tables.flatMap((table) => {
    const [audience, ...alsoFor] = audiencesOf(table).filter((one) => !needsApproval(one));
    if (table.completeness !== true || audience === undefined) return [];
    return [{ ...table, audience, alsoFor }];
  });
  return nextNumbersFor({ from: plan.from, tables }, reader, today);
}

const audiencesFor = (table: PlannedTable, reader: Audience): readonly Audience[] =>
  audiencesOf(table).filter((audience) => mayRead(reader, audience));
