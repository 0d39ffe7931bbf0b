import { type DaySpan, isoDay } from '@waylight/calendar';
import type { SimulationArguments } from './arguments.ts';

type Described = Pick<SimulationArguments, 'months' | 'seed'> & DaySpan & { readonly reports: number };

/** The README of a simulation: the content of its files, and how to compare a released table with them. */
export function describeSimulation({ months, seed, fromDay, toDay, reports }: Described): string {
  return `SYNTHETIC DATA. A simulator made every record in this folder; nothing in them happened.

Months of release   ${months.firstMonth} to ${months.lastMonth} (${isoDay(fromDay)} to ${isoDay(toDay)})
Seed                ${seed}
Reports             ${reports}

reports.jsonl: one report a line
  node           country of the node that receives it
  organisation   id of the organisation that reports it
  report         the report, in the JSON form of "npx waylight report FILE"

activities.jsonl: one activity record a line
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
  incidents             exact count; each report is one incident
  victims               persons harmed, as these reports state or describe them

Compare with a release
  "npx waylight release export ID" writes the released numbers as "cells", each with "coords" and "value".
  The exact count is in the line with that "release" whose dimensions are those "coords".
  "victims.sums" compares with the column "victims"; groupSize, which it leaves out, is TOTAL there.
  A number of the row "not-broken-down" counts the rows that the release does not give in that column: add these up.

Limits
  Tables by week of receipt are left out: simulated reports have no day of receipt.
  A region counts only the reports that it had when a period closed.
  A region releases nothing to an audience with which too few reports of a period are shared.
`;
}
