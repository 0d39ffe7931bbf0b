import { once } from 'node:events';
import { status } from '@grpc/grpc-js';
import { Country, DatePrecision, IncidentType, ReportEvent, ShareWith } from '@waylight/contracts/incident';
import { Outcome, Presence, ReceiptState, type SubmitReportsResponse } from '@waylight/contracts/intake';
import { openEncryptedSqlite } from '@waylight/testing';
import type { InProcessRegion, RegionNode } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call, eventually, expectFailure, report, startNode, submission } from './testing/calls.ts';

let region: InProcessRegion;
let node: RegionNode;

beforeAll(async () => {
  region = await startNode();
  node = region.node();
});
afterAll(() => region.stop());

async function onLog(topic = 'reports.v1.MK') {
  const all: { key: Uint8Array; value: Uint8Array }[] = [];
  for (const { partition, start } of await region.eventLog.offsets(topic))
    for await (const { records } of region.eventLog.readFrom({ topic, partition }, start))
      for (const { key, value } of records) all.push({ key: key!, value: value! });
  return all;
}

describe('a report', () => {
  it('is published under its reference, coded and without its id', async () => {
    const myla = await node.organisation('MYLA');
    await call(myla, 'submitReport', submission('on-the-log', { types: ['rape', 'pushback'] }));
    const record = await eventually(async () =>
      (await onLog())
        .map(({ key, value }) => ({ key, event: ReportEvent.decode(value) }))
        .find(
          ({ event }) =>
            event.change?.$case === 'incident' &&
            event.change.value.primaryType === IncidentType.SEXUAL_VIOLENCE_RAPE,
        ),
    );
    expect(Buffer.from(record.key)).toEqual(Buffer.from(record.event.reportReference));
    expect(record.event).toMatchObject({ revision: 1, node: Country.MK, organisation: 5 });
    expect(record.event.change).toMatchObject({
      value: {
        furtherTypes: [IncidentType.PUSHBACK],
        datePrecision: DatePrecision.DAY,
        shareWith: ShareWith.PARTNERS,
      },
    });
  });

  it('is refused with all violations by field path, without any sent value', async () => {
    const myla = await node.organisation('MYLA');
    const wrong = submission('Élodie!', {
      occurredOn: '03/04/2026',
      country: 'Atlantis',
      types: ['pushbak'],
      shareWith: 'everybody-i-know',
    });
    const { code, details } = await expectFailure(call(myla, 'submitReport', wrong));
    expect(code).toBe('INVALID_ARGUMENT');
    const [detail] = details;
    if (detail?.type !== 'badRequest') throw new Error('There is no BadRequest');
    expect(detail.violations.map(({ field }) => field).sort()).toEqual([
      'country',
      'occurred_on',
      'report_id',
      'share_with',
      'types[0]',
    ]);
    const text = JSON.stringify(details);
    for (const sent of ['Élodie', '03/04', 'Atlantis', 'pushbak"', 'everybody'])
      expect(text).not.toContain(sent);
    expect(text).toContain('candidates: pushback');
  });
});

describe('a report that the ledger refuses because of a defect', () => {
  it('gets an error with an id each time, by call and by stream, while others are accepted', async () => {
    await node.restart(() => {
      const file = openEncryptedSqlite(node.ledgerFile, node.ledgerKey());
      file.exec(
        "CREATE TRIGGER defect BEFORE INSERT ON report WHEN NEW.report_id = 'defect' BEGIN SELECT RAISE(ABORT, 'defect'); END",
      );
      file.close();
    });
    const myla = await node.organisation('MYLA');
    const stream = myla.submitReports();
    const responses: SubmitReportsResponse[] = [];
    stream.on('data', (response: SubmitReportsResponse) => responses.push(response));
    for (const [i, id] of ['defect', 'sound'].entries())
      stream.write({ ordinal: BigInt(i), operation: { $case: 'submit', value: submission(id) } });
    stream.end();
    await once(stream, 'end');
    expect(responses.toSorted((a, b) => Number(a.ordinal - b.ordinal))).toMatchObject([
      { result: { $case: 'refused', value: { code: status.INTERNAL, retryAfterMs: 0 } } },
      { result: { $case: 'accepted' } },
    ]);
    const { code, message } = await expectFailure(call(myla, 'submitReport', submission('defect')));
    expect(code).toBe('INTERNAL');
    const [id = 'no id'] = /[0-9a-f-]{36}/.exec(message) ?? [];
    expect(region.logLines.filter((line) => line.includes(id))).toHaveLength(1);
    expect(await node.service().ready()).toBe(true);
  });
});

describe('a caller', () => {
  it('gets the same response for another organisation’s report as for a missing report', async () => {
    const myla = await node.organisation('MYLA');
    const legis = await node.organisation('LEGIS');
    await call(myla, 'submitReport', submission('mine'));
    const theirs = await expectFailure(call(legis, 'getReceipt', { reportId: 'mine' }));
    const none = await expectFailure(call(legis, 'getReceipt', { reportId: 'none' }));
    expect(theirs).toEqual(none);
    expect(theirs.code).toBe('NOT_FOUND');
    const retraction = { reportId: 'mine', baseRevision: 0, reason: 1 as const, validateOnly: false };
    expect(await expectFailure(call(legis, 'retractReport', retraction))).toEqual(theirs);
    const revision = { report: report('mine'), baseRevision: 1, validateOnly: false };
    expect(await expectFailure(call(legis, 'reviseReport', revision))).toEqual(theirs);
    expect(await call(legis, 'submitReport', submission('mine', { country: 'RS' }))).toMatchObject({
      outcome: Outcome.ACCEPTED,
    });
  });
});

describe('revising and retracting', () => {
  it('require the current base, and are idempotent', async () => {
    const myla = await node.organisation('MYLA');
    const revise = (types: string[], baseRevision: number) =>
      call(myla, 'reviseReport', { report: report('chain', { types }), baseRevision, validateOnly: false });
    const retract = (baseRevision: number) =>
      call(myla, 'retractReport', { reportId: 'chain', baseRevision, reason: 1, validateOnly: false });
    await call(myla, 'submitReport', submission('chain'));
    expect(await revise(['rape'], 1)).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 2 } });
    expect(await revise(['rape'], 1)).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 2 } });
    expect(await expectFailure(revise(['death'], 1))).toMatchObject({
      code: 'ABORTED',
      message: expect.stringMatching(/revision 2/),
    });
    expect(await expectFailure(call(myla, 'submitReport', submission('chain')))).toMatchObject({
      code: 'ALREADY_EXISTS',
      message: expect.stringMatching(/ReviseReport with base_revision 2/),
    });
    expect(await retract(2)).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 3 } });
    expect(await retract(2)).toMatchObject({ outcome: Outcome.UNCHANGED, receipt: { revision: 3 } });
    expect(await expectFailure(call(myla, 'submitReport', submission('chain')))).toMatchObject({
      code: 'FAILED_PRECONDITION',
      message: expect.stringMatching(/base_revision 3/),
    });
    expect(await revise(['pushback'], 3)).toMatchObject({
      outcome: Outcome.ACCEPTED,
      receipt: { revision: 4 },
    });
    expect(await expectFailure(revise(['death'], 0))).toMatchObject({ code: 'INVALID_ARGUMENT' });
  });

  it('change nothing with validate_only', async () => {
    const myla = await node.organisation('MYLA');
    const preview = { outcome: Outcome.WOULD_ACCEPT, receipt: { state: ReceiptState.UNSPECIFIED } };
    expect(await call(myla, 'submitReport', submission('only', {}, true))).toMatchObject(preview);
    expect((await expectFailure(call(myla, 'getReceipt', { reportId: 'only' }))).code).toBe('NOT_FOUND');

    await call(myla, 'submitReport', submission('kept'));
    const changed = report('kept', { types: ['rape'] });
    const revision = { report: changed, baseRevision: 1, validateOnly: true };
    expect(await call(myla, 'reviseReport', revision)).toMatchObject({
      ...preview,
      receipt: { revision: 2 },
    });
    const stale = { ...revision, baseRevision: 7 };
    expect((await expectFailure(call(myla, 'reviseReport', stale))).code).toBe('ABORTED');
    const retraction = { reportId: 'kept', baseRevision: 1, reason: 1 as const, validateOnly: true };
    expect(await call(myla, 'retractReport', retraction)).toMatchObject(preview);
    const { receipt } = await call(myla, 'getReceipt', { reportId: 'kept' });
    expect(receipt?.revision).toBe(1);
    expect(receipt?.state).not.toBe(ReceiptState.RETRACTED);

    const activity = { ...ACTIVITY, activityId: 'week' };
    expect(await call(myla, 'submitActivity', { activity, validateOnly: true })).toMatchObject(preview);
    const first = await call(myla, 'submitActivity', { activity, validateOnly: false });
    expect(first).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 1 } });
    const revised = { activity: { ...activity, fieldVisits: 9 }, baseRevision: 1 };
    expect(await call(myla, 'reviseActivity', { ...revised, validateOnly: true })).toMatchObject(preview);
    const second = await call(myla, 'reviseActivity', { ...revised, validateOnly: false });
    expect(second).toMatchObject({ outcome: Outcome.ACCEPTED, receipt: { revision: 2, notes: [] } });
    const unset = { activity: { ...revised.activity, presence: Presence.UNSPECIFIED }, validateOnly: false };
    expect(await call(myla, 'reviseActivity', { ...unset, baseRevision: 1 })).toMatchObject({
      outcome: Outcome.UNCHANGED,
      receipt: { revision: 2, notes: [{ field: 'presence' }] },
    });
  });
});

const ACTIVITY = {
  fromDay: '2026-02-23',
  toDay: '2026-03-01',
  country: 'MK',
  area: '',
  present: true,
  presence: Presence.PRESENT,
  services: [],
};
