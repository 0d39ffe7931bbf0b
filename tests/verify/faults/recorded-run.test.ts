import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Defect } from '@waylight/tests-region';
import { expect, it } from 'vitest';
import { type CountedCell, checkHistory, type Rule, type Violation } from './check-history.ts';
import { contentOf } from './contents.ts';
import type { Operation, ReceiptSighting, SeenReceipt } from './history.ts';
import type { RecordedRun } from './recorded-run.ts';

/** Rules that a run with `--break` found violated, in the part of its history that is checked in. */
const FOUND: readonly (readonly [Defect, readonly Rule[]])[] = [
  [
    'answer-before-commit',
    [
      'a receipt ends at what the region counts',
      'a report counts as it was last acknowledged',
      'an answer fits what was done before',
    ],
  ],
];

it.each(FOUND)('finds the violations in the recorded history of the defect %s', async (defect, rules) => {
  const file = fileURLToPath(new URL(`histories/${defect}.jsonl`, import.meta.url));
  const found = checkRecordedRun(await readRecordedRun(file)).map(({ rule }) => rule);
  expect([...new Set(found)].sort()).toEqual(rules);
});

/** Reads the file of an earlier run. */
async function readRecordedRun(file: string): Promise<RecordedRun> {
  const operations: Operation[] = [];
  const sightings: ReceiptSighting[] = [];
  const cells: CountedCell[] = [];
  const receipts = new Map<string, SeenReceipt>();
  let byWeek = { counted: 0, atLeast: 0, atMost: 0 };
  for (const text of (await readFile(file, 'utf8')).split('\n')) {
    if (text === '') continue;
    const { type, ...one } = JSON.parse(text);
    if (type === 'operation') operations.push(one);
    else if (type === 'sighting') sightings.push(one);
    else if (type === 'cell') cells.push(one);
    else if (type === 'receipt') receipts.set(one.report, { revision: one.revision, state: one.state });
    else if (type === 'facts') byWeek = one.byWeek;
  }
  return { history: { operations, sightings }, views: { cells, byWeek, receipts } };
}

/** Repeats the checks of the run's end. */
const checkRecordedRun = ({ history, views }: RecordedRun): Violation[] =>
  checkHistory(history, views, (content) => contentOf(content).persons);
