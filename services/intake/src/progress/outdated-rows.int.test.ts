import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityEvent } from '@waylight/contracts/activity';
import { Country, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { ReceiptState } from '@waylight/contracts/intake';
import { NodeProgress } from '@waylight/contracts/operations';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Ledger } from '../ledger.ts';
import { openNodeLedger } from '../node-ledger.ts';
import { activityCommand, LEDGER_KEY, reportCommand } from '../testing/report-commands.ts';
import { rowsOf } from '../testing/rows-of.ts';
import { repairLog } from './progress-follower.ts';

const MYLA = 5;
const facts = { node: Country.MK, nowMs: () => nowMs, today: () => 20_000 };
const LOG = { clusterId: 'cluster', reportsTopicId: 'reports', activityTopicId: 'activity' };

let file: string;
let ledger: Ledger;
let nextOffset: number;
let nowMs: number;

const open = () => {
  ledger = openNodeLedger({ file, key: LEDGER_KEY }, 'MK', facts);
};
beforeEach(() => {
  const folder = mkdtempSync(join(tmpdir(), 'outdated-'));
  file = join(folder, 'ledger.sqlite');
  nextOffset = 0;
  nowMs = 1_000;
  open();
  ledger.writeKnownLog(LOG);
  onTestFinished(() => {
    ledger.close();
    rmSync(folder, { recursive: true });
  });
});

const submit = (id: string) => ledger.writeReport(reportCommand(id, { kind: 'submit', digest: id }));
const revise = (id: string, base: number) =>
  ledger.writeReport(reportCommand(id, { kind: 'revise', digest: `${id}${base}`, base }));

/** Appends the outbox to a log of one partition, and returns its records. */
function log() {
  const sent = rowsOf(ledger)
    .outbox.next(2_000)
    .map((one) => ({ ...one, partition: 0, offset: nextOffset++ }));
  rowsOf(ledger).outbox.markLogged(sent, undefined, nowMs);
  return sent;
}

/** Messages that name these records of reports, by id, or the one activity report. */
const outdated = (id: string, offset: number) => ({
  reference: Buffer.from(reportCommand(id, { kind: 'retract', base: 0 }).reference()),
  partition: 0,
  offset: BigInt(offset),
});
const repairReports = (...records: ReturnType<typeof outdated>[]) =>
  repairLog(ledger, rowsOf(ledger).outdated, NodeProgress.fromPartial({ outdatedReports: records }));
const repairActivity = (offset: number, topicId = LOG.activityTopicId) =>
  repairLog(
    ledger,
    rowsOf(ledger).outdated,
    NodeProgress.fromPartial({
      activityTopicId: topicId,
      outdatedActivity: [
        { reference: Buffer.from(activityCommand('a').reference()), partition: 0, offset: BigInt(offset) },
      ],
    }),
  );

describe('a report whose older revision is last on the log', () => {
  beforeEach(async () => {
    await submit('a');
    await submit('b');
    await revise('a', 1);
    log();
  });

  it('is appended again as it is; its receipt and its first position stay', async () => {
    const before = ledger.queries.report(MYLA, 'a');
    expect(before).toMatchObject({ revision: 2, log_offset: 1 });
    // Revision 1 arrives late, at offset 2.
    nextOffset = 3;
    expect(await repairReports(outdated('a', 2))).toBe(1);
    const [again, ...others] = log();
    expect(others).toEqual([]);
    expect(ReportEvent.decode(again!.value!)).toEqual(ReportEvent.decode(before!.event));
    const row = ledger.queries.report(MYLA, 'a');
    expect({ ...row, changed: 0 }).toEqual({ ...before, changed: 0 });
    // Releases that were counted before the repair contain the report.
    const days = { fromDay: 19_990, toDay: 20_010, byReceipt: false };
    const closed = [
      { ...days, nextOffsets: [2], releases: [{ releaseId: 'r', sharedFrom: ShareWith.PARTNERS }] },
    ];
    const progress = { nextOffsets: new Map([[0, 4]]), refused: new Set<string>(), closed };
    rowsOf(ledger).progress.markPartitionCounted(0, -1, progress, 10, nowMs);
    expect(ledger.queries.report(MYLA, 'a')).toMatchObject({
      state: ReceiptState.IN_RELEASE,
      releases: '["r"]',
    });
  });

  it('is appended once for each record, while messages name it; at most three times until none names it', async () => {
    const counts: number[] = [];
    for (const offset of [2, 2, 3, 4, 5, 6]) {
      counts.push(await repairReports(outdated('a', offset)));
      log();
    }
    expect(counts).toEqual([1, 0, 1, 1, 0, 0]);
    expect(await repairReports()).toBe(0);
    expect(await repairReports(outdated('a', 7))).toBe(1);
  });

  it('is not appended again if it is in the outbox, or follows the named record', async () => {
    expect(await repairReports(outdated('a', 0), outdated('b', 0), outdated('unknown', 9))).toBe(0);
    await revise('a', 2);
    expect(await repairReports(outdated('a', 9))).toBe(0);
    expect(log()).toHaveLength(1);
  });
});

describe('an activity report whose older revision is last on the log', () => {
  const start = () => BigInt(ledger.start.number);
  const eventsOf = (records: ReturnType<typeof log>) =>
    records.map(({ value }) => {
      const event = ActivityEvent.decode(value!);
      return [event.start, event.revision];
    });

  it('is appended again, if the message is of the current topic', async () => {
    await ledger.writeActivity(activityCommand('a'));
    expect(eventsOf(log())).toEqual([[start(), 1]]);
    expect(await repairActivity(1, 'another topic')).toBe(0);
    expect(await repairActivity(1)).toBe(1);
    expect(await repairActivity(1)).toBe(0);
    expect(eventsOf(log())).toEqual([[start(), 1]]);
  });

  it('is newer than every record of the ledger before its restore, at an older revision', async () => {
    await ledger.writeActivity(activityCommand('a'));
    log();
    ledger.close();
    copyFileSync(file, `${file}.copy`);
    open();
    await ledger.writeActivity(activityCommand('a', { kind: 'revise', base: 1 }));
    const [[lostStart] = []] = eventsOf(log());
    ledger.close();
    copyFileSync(`${file}.copy`, file);
    nowMs += 10_000;
    open();
    await repairActivity(9);
    expect(eventsOf(log())).toEqual([[start(), 1]]);
    expect(start()).toBeGreaterThan(lostStart as bigint);
  });
});
