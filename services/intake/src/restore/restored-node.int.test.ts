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
import { call, eventually, expectFailure, submission } from '../testing/calls.ts';
import { startNode } from '../testing/start-node.ts';
import { createJournalCipher } from './journal-cipher.ts';

const REPORTS = 'reports.v1.MK';
const ERASURES = 'erasures.v1.MK';
let region: InProcessRegion;
let node: RegionNode;
let isLogAway: boolean;

/** A log that says nothing of what was taken back while it is away. */
const mayBeAway = (eventLog: EventLog): EventLog => ({
  ...eventLog,
  topicId: (topic) =>
    isLogAway ? Promise.reject(new LogError('unavailable', 'the log is away')) : eventLog.topicId(topic),
});

beforeEach(async () => {
  isLogAway = false;
  region = await startNode({ log: mayBeAway });
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
    ...{ layer: Layer.REPORTS, unit: Unit.REPORTS, by: [Dimension.COUNTRY], period: PeriodKind.YEAR },
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

const logged = async (organisation: string, reportId: string) => {
  const reference = node.reference(organisation, reportId);
  return (await read(REPORTS))
    .filter(({ key }) => Buffer.from(key ?? []).toString('hex') === reference)
    .map(({ value }) => ReportEvent.decode(value ?? new Uint8Array()));
};

const isLogged = (id: string, count: number) =>
  eventually(async () => ((await logged('MYLA', id)).length >= count ? true : undefined));

/** Four reports, of which a copy is made; then three are taken back, and a fifth comes and goes. */
async function copyThenTakeBack() {
  await submit('withdrawn');
  await submit('own', 'organisation');
  await submit('narrowed', 'public');
  await submit('stays');
  await isLogged('stays', 1);
  await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
  await retract('withdrawn');
  await retract('own', RetractionReason.MISTAKE);
  const narrowing = { reportId: 'narrowed', shareWith: 'country', baseRevision: 0, validateOnly: false };
  await call(await myla(), 'narrowSharing', narrowing);
  await submit('later');
  await retract('later');
  await isLogged('withdrawn', 2);
  await isLogged('narrowed', 2);
  await eventually(async () => /outbox_depth\{[^}]*\} 0$/m.test(await node.metrics()) || undefined);
  await eventually(async () => {
    const told = (await read(ERASURES)).flatMap(
      ({ value }) => createJournalCipher(node.contentKey(), 'MK').decrypt(value!)?.reports ?? [],
    );
    const last = new Map(told.map((one) => [one.reference.toString('hex'), one]));
    // All but the one that stays.
    const takenBack = [...last.values()].filter((one) => one.retracted || one.cappedTo !== undefined);
    return takenBack.length === 4 || undefined;
  });
}

describe('a ledger that is restored from an older copy', () => {
  it('takes back what was taken back since, before it serves or sends', async () => {
    await copyThenTakeBack();
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    const found = await list();
    expect([...found.keys()].sort()).toEqual(['narrowed', 'own', 'stays', 'withdrawn']);
    expect(found.get('withdrawn')).toMatchObject({
      ...{ retracted: true, primaryType: '', retractionReason: RetractionReason.CONSENT_WITHDRAWN },
    });
    expect(found.get('own')).toMatchObject({ retracted: true, primaryType: '' });
    expect(found.get('narrowed')).toMatchObject({ retracted: false, shareWith: 'country' });
    expect(found.get('stays')).toMatchObject({ retracted: false, shareWith: 'partners' });
    expect(await ownTotal()).toBe(2);

    // What it sends again is what was said last.
    await isLogged('withdrawn', 3);
    await isLogged('narrowed', 3);
    const [, first, again] = await logged('MYLA', 'withdrawn');
    expect(again).toEqual(first);
    expect((await logged('MYLA', 'narrowed')).map(({ revision }) => revision)).toEqual([1, 2, 3]);
    expect(await logged('MYLA', 'own')).toEqual([]);
    expect(region.logLines.join('')).toContain('the ledger is an older copy');
    const restored = (await listAudit(await node.operator())).entries.filter(
      ({ kind }) => kind === AuditKind.LEDGER_RESTORED,
    );
    expect(restored).toMatchObject([{ count: 3 }]);
  });

  it('takes nothing again that was taken back since, of what it has and of what it never had', async () => {
    await copyThenTakeBack();
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    for (const id of ['withdrawn', 'later']) {
      const refused = await expectFailure(submit(id));
      expect([id, refused.code, refused.message]).toEqual([
        id,
        'FAILED_PRECONDITION',
        expect.stringMatching(/retracted in revision 2/),
      ]);
    }
    // Brought back on purpose it goes on from there, and as widely as was agreed to.
    const revise = { report: submission('later').report, baseRevision: 2, validateOnly: false };
    expect((await expectFailure(call(await myla(), 'reviseReport', revise))).code).toBe('INVALID_ARGUMENT');
    const wide = await expectFailure(
      call(await myla(), 'reviseReport', {
        report: submission('narrowed', { shareWith: 'public', occurredOn: '2026-03-02' }).report,
        ...{ baseRevision: 3, validateOnly: false },
      }),
    );
    expect(wide.code).toBe('INVALID_ARGUMENT');
  });

  it('ends what came after the copy, and takes corrections of what it has, so that the region follows', async () => {
    await submit('corrected');
    await isLogged('corrected', 1);
    await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
    await submit('after');
    const correction = submission('corrected', { occurredOn: '2026-03-02' }).report;
    await call(await myla(), 'reviseReport', { report: correction, baseRevision: 1, validateOnly: false });
    await isLogged('after', 1);
    await isLogged('corrected', 2);
    await eventually(async () => {
      const told = (await read(ERASURES)).flatMap(
        ({ value }) => createJournalCipher(node.contentKey(), 'MK').decrypt(value!)?.reports ?? [],
      );
      return told.some(({ revision }) => revision === 2) && told.length >= 3 ? true : undefined;
    });
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));

    expect([...(await list()).keys()]).toEqual(['corrected']);
    expect((await retract('after')).receipt).toMatchObject({ reportId: 'after', revision: 2 });
    await isLogged('after', 2);
    expect((await logged('MYLA', 'after')).at(-1)).toMatchObject({
      revision: 2,
      change: { $case: 'retraction' },
    });
    await isLogged('corrected', 3);
    const [first, , third] = await logged('MYLA', 'corrected');
    expect(third).toMatchObject({ revision: 3, change: first?.change });
    expect(await expectFailure(retract('never-sent'))).toMatchObject({ code: 'NOT_FOUND' });
    expect(region.logLines.join('')).toContain('reports that this older copy lacks');
  });

  it('knows what it lacks of a log that was made anew after the copy', async () => {
    await node.restart(() => copyFileSync(ledgerFile(), copyFile()));
    await submit('after');
    await isLogged('after', 1);
    await eventually(async () => ((await read(ERASURES)).length > 0 ? true : undefined));
    await node.restart(() => {
      copyFileSync(copyFile(), ledgerFile());
      const file = openEncryptedSqlite(node.ledgerFile, node.ledgerKey());
      file.exec("UPDATE ledger SET cluster_id = 'before', reports_topic_id = 'before'");
      file.close();
    });
    expect((await retract('after')).receipt).toMatchObject({ reportId: 'after', revision: 2 });
  });

  it('shows and sends nothing while the log is away, and takes reports', async () => {
    await copyThenTakeBack();
    const before = (await read(REPORTS)).length;
    isLogAway = true;
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    expect(await expectFailure(list())).toMatchObject({ code: 'UNAVAILABLE' });
    expect(await expectFailure(ownTotal())).toMatchObject({ code: 'UNAVAILABLE' });
    expect((await submit('meanwhile')).receipt?.state).toBe(ReceiptState.ACCEPTED);
    expect((await read(REPORTS)).length).toBe(before);
    isLogAway = false;
    await isLogged('meanwhile', 1);
    expect((await list()).get('withdrawn')?.retracted).toBe(true);
  });

  it('is served by nobody where the log has forgotten what came since, unless that is accepted', async () => {
    await copyThenTakeBack();
    const { offsets } = region.eventLog;
    // Everything that was said there is past its time.
    region.eventLog.offsets = async (topic) =>
      (await offsets(topic)).map((one) => (topic === ERASURES ? { ...one, start: one.end } : one));
    await node.restart(() => copyFileSync(copyFile(), ledgerFile()));
    expect(await expectFailure(list())).toMatchObject({ code: 'UNAVAILABLE' });
    // What the start finds out is not said before it is found out once more.
    await eventually(
      () => region.logLines.join('').includes('older copy than the log remembers') || undefined,
    );
    region.eventLog.offsets = offsets;
  });

  it('says nothing on the log that somebody else could read, nor how much it is', async () => {
    await copyThenTakeBack();
    const said = await read(ERASURES);
    const reference = Buffer.from(node.reference('MYLA', 'own'), 'hex');
    for (const { value } of said) {
      expect(Buffer.from(value ?? []).includes(reference)).toBe(false);
      expect((value?.length ?? 0) % 1_024).toBeLessThan(64);
    }
  });

  it('is not taken for an older copy when it is the one that was stopped', async () => {
    await copyThenTakeBack();
    await node.restart();
    expect((await list()).get('withdrawn')?.retracted).toBe(true);
    expect(region.logLines.join('')).not.toContain('older copy');
  });
});
