import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { AuditKind } from '@waylight/contracts/audit';
import { Layer, ReportEvent, RetractionReason } from '@waylight/contracts/incident';
import { ListReportsRequest, ReceiptState } from '@waylight/contracts/intake';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { type EventLog, LogError } from '@waylight/event-log';
import { openEncryptedSqlite } from '@waylight/testing';
import { type InProcessRegion, listAudit, type RegionNode } from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, startNode, submission } from '../testing/calls.ts';
import { createJournalCipher } from './journal-cipher.ts';

const REPORTS = 'reports.v1.MK';
const ERASURES = 'erasures.v1.MK';
let region: InProcessRegion;
let node: RegionNode;
let isLogAway: boolean;

/** A log whose restore journal cannot be reached while `isLogAway`. */
const withOutage = (eventLog: EventLog): EventLog => ({
  ...eventLog,
  topicId: (topic) =>
    isLogAway ? Promise.reject(new LogError('unavailable', 'the log is away')) : eventLog.topicId(topic),
});

beforeEach(async () => {
  isLogAway = false;
  region = await startNode({ log: withOutage });
  node = region.node();
});
afterEach(() => region.stop());

const ledgerFile = () => node.ledgerFile;
const copyFile = () => join(region.folder, 'copy.sqlite');
const myla = () => node.organisation('MYLA');
const submit = async (id: string, shareWith = 'partners') =>
  call(await myla(), 'submitReport', submission(id, { shareWith }));
const retract = async (reportId: string, reason: RetractionReason = RetractionReason.CONSENT_WITHDRAWN) =>
  call(await myla(), 'retractReport', { reportId, baseRevision: 0, reason, validateOnly: false });
const list = async () =>
  new Map(
    (await call(await myla(), 'listReports', ListReportsRequest.fromPartial({}))).reports.map((one) => [
      one.receipt?.reportId,
      one,
    ]),
  );
const ownTotal = async () => {
  const question = TrendQuestion.fromPartial({
    layer: Layer.REPORTS,
    unit: Unit.REPORTS,
    by: [Dimension.COUNTRY],
    period: PeriodKind.YEAR,
  });
  const { answer } = await call(await myla(), 'getOwnTrends', { question });
  return answer?.cells.reduce((sum, { value }) => sum + Number(value), 0);
};

async function read(topic: string) {
  const records = [];
  for (const { partition, start } of await region.eventLog.offsets(topic))
    for await (const batch of region.eventLog.readFrom({ topic, partition }, start))
      records.push(...batch.records);
  return records;
}

const readLogged = async (organisation: string, reportId: string) => {
  const reference = node.reference(organisation, reportId);
  return (await read(REPORTS))
    .filter(({ key }) => Buffer.from(key ?? []).toString('hex') === reference)
    .map(({ value }) => ReportEvent.decode(value ?? new Uint8Array()));
};

const waitUntilLogged = (id: string, count: number) =>
  eventually(async () => ((await readLogged('MYLA', id)).length >= count ? true : undefined));

const readJournal = async () =>
  (await read(ERASURES)).flatMap(
    ({ value }) => createJournalCipher(node.contentKey(), 'MK').decrypt(value!)?.reports ?? [],
  );

/**
 * Copies a ledger of four reports. Then retracts or narrows three of them, and sends and retracts a fifth.
 */
async function copyThenRetract() {
  await submit('withdrawn');
  await submit('own', 'organisation');
  await submit('narrowed', 'public');
  await submit('stays');
  await waitUntilLogged('stays', 1);
  await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
  await retract('withdrawn');
  await retract('own', RetractionReason.MISTAKE);
  const narrowing = { reportId: 'narrowed', shareWith: 'country', baseRevision: 0, validateOnly: false };
  await call(await myla(), 'narrowSharing', narrowing);
  await submit('later');
  await retract('later');
  await waitUntilLogged('withdrawn', 2);
  await waitUntilLogged('narrowed', 2);
  await eventually(async () => /outbox_records\{[^}]*\} 0$/m.test(await node.metrics()) || undefined);
  await eventually(async () => {
    const last = new Map((await readJournal()).map((one) => [one.reference.toString('hex'), one]));
    // All reports except the one that stays.
    const removed = [...last.values()].filter((one) => one.retracted || one.cappedTo !== undefined);
    return removed.length === 4 || undefined;
  });
}

describe('a ledger that is restored from an older copy', () => {
  it('repeats later retractions and narrowings before it serves or sends', async () => {
    await copyThenRetract();
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    const found = await list();
    expect([...found.keys()].sort()).toEqual(['narrowed', 'own', 'stays', 'withdrawn']);
    expect(found.get('withdrawn')).toMatchObject({
      retracted: true,
      primaryType: '',
      retractionReason: RetractionReason.CONSENT_WITHDRAWN,
    });
    expect(found.get('own')).toMatchObject({ retracted: true, primaryType: '' });
    expect(found.get('narrowed')).toMatchObject({ retracted: false, shareWith: 'country' });
    expect(found.get('stays')).toMatchObject({ retracted: false, shareWith: 'partners' });
    expect(await ownTotal()).toBe(2);

    // The sender resends its latest decision.
    await waitUntilLogged('withdrawn', 3);
    await waitUntilLogged('narrowed', 3);
    const [, first, again] = await readLogged('MYLA', 'withdrawn');
    expect(again).toEqual(first);
    expect((await readLogged('MYLA', 'narrowed')).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(await readLogged('MYLA', 'own')).toEqual([]);
    expect(region.logLines.join('')).toContain('the ledger is an older copy');
    const restored = (await listAudit(await node.operator())).entries.filter(
      ({ kind }) => kind === AuditKind.LEDGER_RESTORED,
    );
    expect(restored).toMatchObject([{ count: 3 }]);
  });

  it('refuses reports that were retracted after the copy, whether it contains them or not', async () => {
    await copyThenRetract();
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    for (const id of ['withdrawn', 'later']) {
      const refused = await expectFailure(submit(id));
      expect([id, refused.code, refused.message]).toEqual([
        id,
        'FAILED_PRECONDITION',
        expect.stringMatching(/retracted in revision 2/),
      ]);
    }
    // A deliberate revision continues from the retraction, within the limit of the consent.
    const revise = { report: submission('later').report, baseRevision: 2, validateOnly: false };
    expect((await expectFailure(call(await myla(), 'reviseReport', revise))).code).toBe('INVALID_ARGUMENT');
    const wide = await expectFailure(
      call(await myla(), 'reviseReport', {
        report: submission('narrowed', { shareWith: 'public', occurredOn: '2026-03-02' }).report,
        baseRevision: 3,
        validateOnly: false,
      }),
    );
    expect(wide.code).toBe('INVALID_ARGUMENT');
  });

  it('retracts reports that were sent after the copy, with revision numbers that the region accepts', async () => {
    await submit('corrected');
    await waitUntilLogged('corrected', 1);
    await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
    await submit('after');
    const correction = submission('corrected', { occurredOn: '2026-03-02' }).report;
    await call(await myla(), 'reviseReport', { report: correction, baseRevision: 1, validateOnly: false });
    await waitUntilLogged('after', 1);
    await waitUntilLogged('corrected', 2);
    await eventually(async () => {
      const entries = await readJournal();
      return entries.some(({ revision }) => revision === 2) && entries.length >= 3 ? true : undefined;
    });
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));

    expect([...(await list()).keys()]).toEqual(['corrected']);
    expect((await retract('after')).receipt).toMatchObject({ reportId: 'after', revision: 2 });
    await waitUntilLogged('after', 2);
    expect((await readLogged('MYLA', 'after')).at(-1)).toMatchObject({
      revision: 2,
      change: { $case: 'retraction' },
    });
    await waitUntilLogged('corrected', 3);
    const [first, , third] = await readLogged('MYLA', 'corrected');
    expect(third).toMatchObject({ revision: 3, change: first?.change });
    expect(await expectFailure(retract('never-sent'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(region.logLines.join('')).toContain('reports missing from this copy');
  });

  it('finds missing reports on a log that was recreated after the copy', async () => {
    await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
    await submit('after');
    await waitUntilLogged('after', 1);
    await eventually(async () => ((await read(ERASURES)).length > 0 ? true : undefined));
    await node.restart(() => {
      copyFileSync(copyFile(), ledgerFile());
      const file = openEncryptedSqlite(node.ledgerFile, node.ledgerKey());
      file.exec("UPDATE ledger SET cluster_id = 'before', reports_topic_id = 'before'");
      file.close();
    });
    expect((await retract('after')).receipt).toMatchObject({ reportId: 'after', revision: 2 });
  });

  it('returns and sends nothing while the log is away, and accepts reports', async () => {
    await copyThenRetract();
    const before = (await read(REPORTS)).length;
    isLogAway = true;
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    expect(await expectFailure(list())).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await expectFailure(ownTotal())).toMatchObject({ code: 'UNAVAILABLE' });
    expect((await submit('meanwhile')).receipt?.state).toBe(ReceiptState.ACCEPTED);
    expect((await read(REPORTS)).length).toBe(before);
    isLogAway = false;
    await waitUntilLogged('meanwhile', 1);
    expect((await list()).get('withdrawn')?.retracted).toBe(true);
  });

  it('is not served if the log has deleted messages since the copy, unless the configuration accepts that', async () => {
    await copyThenRetract();
    const { offsets } = region.eventLog;
    // All messages are past their retention.
    region.eventLog.offsets = async (topic) =>
      (await offsets(topic)).map((one) => (topic === ERASURES ? { ...one, start: one.end } : one));
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    expect(await expectFailure(list())).toMatchObject({ code: 'UNAVAILABLE' });
    // The start does not log its failure; the next round logs it.
    await eventually(
      () => region.logLines.join('').includes('older copy than the restore journal covers') || undefined,
    );
    region.eventLog.offsets = offsets;
  });

  it('reveals neither references nor the number of entries on the log', async () => {
    await copyThenRetract();
    const messages = await read(ERASURES);
    const reference = Buffer.from(node.reference('MYLA', 'own'), 'hex');
    for (const { value } of messages) {
      expect(Buffer.from(value ?? []).includes(reference)).toBe(false);
      expect((value?.length ?? 0) % 1_024).toBeLessThan(64);
    }
  });

  it('is not treated as an older copy if it is the ledger that was stopped', async () => {
    await copyThenRetract();
    await node.restart();
    expect((await list()).get('withdrawn')?.retracted).toBe(true);
    expect(region.logLines.join('')).not.toContain('older copy');
  });
});
