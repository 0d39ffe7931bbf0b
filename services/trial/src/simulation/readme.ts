import { type DaySpan, isoDay } from '@waylight/calendar';
import type { SimulationArguments } from './arguments.ts';

type Described = Pick<SimulationArguments, 'months' | 'seed'> &
  DaySpan & { readonly lastDay: number; readonly reports: number };

/** The README of a simulation: the content of its files, and how to compare a released table with them. */
export function describeSimulation({ months, seed, fromDay, toDay, lastDay, reports }: Described): string {
  return `SYNTHETIC DATA. A simulator made every record in this folder; nothing in them happened.

Months of release   ${months.firstMonth} to ${months.lastMonth} (${isoDay(fromDay)} to ${isoDay(toDay)})
Seed                ${seed}
Received until      ${isoDay(lastDay)}, when the last period is closed
Reports             ${reports}

reports.jsonl: one report, correction or retraction a line, in order of receipt
  receivedOn     day on which the node receives it
  node           country of the node that receives it
  organisation   id of the organisation that reports it
  reportId       id of the report
  kind           submitted, revised or retracted
  report         the report, in the JSON form of "npx waylight report FILE"; none for a retraction

activities.jsonl: one activity report a line
  receivedOn     day on which the node receives it
  node           country of the node that receives it
  organisation   id of the organisation that it is about
  activity       the record, in the JSON form of "npx waylight activity FILE"

counts.csv: the exact count of each number in the tables of the shipped release plan, one number a line
  release               id of the release: table.period.audience
  table                 id of the table in the release plan
  period                month, quarter or year of release
  audience              who may count the reports: those shared with it or more widely
  country, typeGroup, … one column for each dimension: a code, or TOTAL for all codes together;
                        empty where the table does not break down by the dimension
  incidents             exact count on the closing day of the period; each report is one incident
  victims               persons harmed, as these reports state or describe them

Compare with a release
  "npx waylight release export ID" writes the released numbers as "cells", each with "coords" and "value".
  The exact count is in the line with that "release" whose dimensions are those "coords".
  "victims.sums" compares with the column "victims"; groupSize, which it leaves out, is TOTAL there.
  A number of the row "not-broken-down" counts the rows that the release does not give in that column: add these up.

Limits
  Tables by week of receipt are left out: a trial closes past weeks together with the months after them.
  Another region has the same numbers only if it receives each line on its day, and closes each period on time.
  A region releases nothing to an audience with which too few reports of a period are shared.
`;
}
