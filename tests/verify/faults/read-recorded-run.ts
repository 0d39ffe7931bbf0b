import { readFile } from 'node:fs/promises';
import { type CountedCell, checkHistory, type Violation } from './check-history.ts';
import { contentOf } from './contents.ts';
import type { Operation, ReceiptSighting, SeenReceipt } from './history.ts';
import type { RecordedRun } from './recorded-run.ts';

/** Reads the file of an earlier run. */
export async function readRecordedRun(file: string): Promise<RecordedRun> {
  const operations: Operation[] = [];
  const sightings: ReceiptSighting[] = [];
  const cells: CountedCell[] = [];
  const receipts = new Map<string, SeenReceipt>();
  let received = 0;
  for (const text of (await readFile(file, 'utf8')).split('\n')) {
    if (text === '') continue;
    const { type, ...one } = JSON.parse(text);
    if (type === 'operation') operations.push(one);
    else if (type === 'sighting') sightings.push(one);
    else if (type === 'cell') cells.push(one);
    else if (type === 'receipt') receipts.set(one.report, { revision: one.revision, state: one.state });
    else if (type === 'facts') received = one.received;
  }
  return { history: { operations, sightings }, views: { cells, received, receipts } };
}

/** Repeats the checks of the run's end. */
export const checkRecordedRun = ({ history, views }: RecordedRun): Violation[] =>
  checkHistory(history, views, (content) => contentOf(content).persons);
