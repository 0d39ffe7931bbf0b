import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Country, ShareWith } from '@waylight/contracts/incident';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { applyProgress } from './apply-progress.ts';
import type { Progress } from './progress.ts';
import type { ProgressRows } from './progress-rows.ts';

const MYLA = 5;
const DAY = 20_000;
const nowMs = () => 1_000;
const facts = { node: Country.MK, nowMs, today: () => DAY };

let folder: string;
let ledger: Ledger;

const open = (): Ledger =>
  openNodeLedger({ file: join(folder, 'ledger.sqlite'), key: LEDGER_KEY }, 'MK', facts);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'progress-'));
  ledger = open();
});
afterEach(() => {
  ledger.close();
  rmSync(folder, { recursive: true });
});

/** Progress of one partition. Its only report is counted and is in all these releases. */
function progressWith(...ids: string[]): Progress {
  const days = { fromDay: DAY - 20, toDay: DAY + 7, byReceipt: false };
  return {
    nextOffsets: new Map([[0, 1]]),
    refused: new Set(),
    closed: ids.map((releaseId) => ({
      ...days,
      nextOffsets: [1],
      releases: [{ releaseId, sharedFrom: ShareWith.PARTNERS }],
    })),
  };
}

it('reads all reports only if the progress has new releases', async () => {
  await ledger.writeReport(reportCommand('in', { kind: 'submit', digest: 'in' }));
  const sent = rowsOf(ledger)
    .outbox.next(10)
    .map((one) => ({ ...one, partition: 0, offset: 0 }));
  rowsOf(ledger).outbox.markLogged(sent, undefined, nowMs());
  const applied: string[][] = [];
  const rows = rowsOf(ledger).progress;
  const observed: ProgressRows = {
    ...rows,
    applyReleases: (cursor, progress, ...rest) => {
      applied.push(progress.closed.flatMap((one) => one.releases.map(({ releaseId }) => releaseId)));
      return rows.applyReleases(cursor, progress, ...rest);
    },
  };
  const apply = (...ids: string[]) =>
    applyProgress(ledger, observed, progressWith(...ids), nowMs, new AbortController().signal);
  await apply('r1', 'r2');
  await apply('r1', 'r2');
  await apply('r1', 'r2', 'r3');
  expect(applied).toEqual([['r1', 'r2'], ['r3']]);
  expect(ledger.queries.report(MYLA, 'in')?.releases).toBe('["r1","r2","r3"]');
  ledger.close();
  ledger = open();
  expect(['r1', 'r3', 'r4'].map(rowsOf(ledger).progress.isReleaseApplied)).toEqual([true, true, false]);
});
