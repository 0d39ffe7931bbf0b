import type { Views } from './check-history.ts';
import { type History, nameOf } from './history.ts';

/** The recording of a run: its history, and the state of the region at its end. */
export type RecordedRun = { readonly history: History; readonly views: Views };

/** Selects the part about these reports, small enough to keep. */
export function selectReports(reports: ReadonlySet<string>, { history, views }: RecordedRun): RecordedRun {
  const operations = history.operations.filter((one) => reports.has(nameOf(one)));
  const contents = new Set(operations.map(({ organisation, content }) => `${organisation} ${content}`));
  const cells = views.cells.filter(({ organisation, content }) => contents.has(`${organisation} ${content}`));
  return {
    history: { operations, sightings: history.sightings.filter((one) => reports.has(nameOf(one))) },
    views: {
      cells,
      // A cell by week of receipt does not name its reports.
      byWeek: { counted: 0, atLeast: 0, atMost: 0 },
      receipts: new Map([...views.receipts].filter(([name]) => reports.has(name))),
    },
  };
}

/** Converts a recording to lines of JSON, each with its type. */
export function toJsonLines({ history, views }: RecordedRun): object[] {
  return [
    { type: 'facts', byWeek: views.byWeek },
    ...history.operations.map((one) => ({ type: 'operation', ...one })),
    ...history.sightings.map((one) => ({ type: 'sighting', ...one })),
    ...views.cells.map((one) => ({ type: 'cell', ...one })),
    ...[...views.receipts].map(([report, one]) => ({ type: 'receipt', report, ...one })),
  ];
}
