import { copyFileSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceError, status } from '@grpc/grpc-js';
import { restoredFileOf } from '@waylight/backup';
import { ApprovalStatus, ObjectionCode, WithdrawalTarget } from '@waylight/contracts/insights';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import {
  type ApprovalMethod,
  type InProcessRegion,
  MEMBERS,
  type RegionInsights,
} from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { NOW_MS, SIGN_IN_WAIT, startInsights } from './testing/start-insights.ts';

const DAY_MS = 86_400_000;

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'public'] as const }));
  region = await startInsights({ ...ONE_TABLE_PLAN, tables });
  insights = region.insights;
});
afterAll(() => region.stop());
afterEach(() => {
  region.clock.nowMs = NOW_MS;
});

let month = 3;
/** Publishes the release of a new month to members and to the public; each test has its own month. */
async function publishForApproval(): Promise<string> {
  month += 1;
  const members = releaseEvent(`2025-${String(month).padStart(2, '0')}`, [10, 5]);
  await region.release(members);
  const part = releaseForAudience('public', members, [5]);
  await region.release(part);
  // The cached snapshot may not contain the release yet.
  await expect
    .poll(async () => (await http(`/v1/releases/${part.releaseId}`, 'MYLA')).status, SIGN_IN_WAIT)
    .toBe(200);
  return part.releaseId;
}

const http: RegionInsights['http'] = (path, as) => insights.http(path, as);

async function approveAs(members: readonly string[], releaseId: string): Promise<void> {
  for (const id of members) await insights.call(id, 'approveRelease', { releaseId });
}

async function refusal(as: string, method: ApprovalMethod, request: object): Promise<unknown> {
  return insights.call(as, method, request).then(
    () => 'done',
    ({ code, details }: ServiceError) => [status[code], details],
  );
}

async function refusalCode(as: string, method: ApprovalMethod, request: object): Promise<unknown> {
  return Object(await refusal(as, method, request))[0];
}

const stateOf = async (releaseId: string) =>
  (await insights.call('DRC', 'getApprovals', { releaseId })).approvals[0];

describe('members', () => {
  it('open a release to the public with the last of seven approvals, over gRPC or HTTP', async () => {
    const releaseId = await publishForApproval();
    const path = `/v1/releases/${releaseId}`;
    expect((await http(path)).status).toBe(404);
    const requested = await insights.call('MYLA', 'requestRelease', { releaseId });
    expect(requested).toMatchObject({
      changed: true,
      approval: {
        status: ApprovalStatus.OPEN,
        request: { requestedBy: 'MYLA', until: new Date(NOW_MS + 14 * DAY_MS), missing: MEMBERS },
      },
    });
    await approveAs(MEMBERS.slice(0, 5), releaseId);
    const byHttp = await insights.rawHttp(`${path}/approval/approve`, 'BCHR', {});
    expect(JSON.parse(byHttp.text)).toMatchObject({
      changed: true,
      approval: { release: releaseId, status: 'open', request: { missing: ['DRC'] } },
    });
    expect((await http(path)).status).toBe(404);
    await approveAs(['DRC'], releaseId);
    const open = await http(path);
    expect([open.status, open.body.audience]).toEqual([200, 'public']);
    expect((await insights.getRelease('SIM-MK-1', releaseId)).release?.releaseId).toBe(releaseId);
    expect((await http('/v1/releases')).body.releases).toMatchObject([{ id: releaseId, audience: 'public' }]);
    const { body } = await http('/v1/trends?layer=reports&by=period,country,typeGroup&country=AL');
    expect(body.asOf).toBe(releaseId);
    expect(body.cells).toContainEqual({
      period: '2025-04',
      country: 'AL',
      typeGroup: 'violence',
      value: 5,
      min: 1,
      max: 9,
    });
  });

  it('read a release before its approval', async () => {
    const releaseId = await publishForApproval();
    expect((await insights.getRelease('GAMN', releaseId)).release?.releaseId).toBe(releaseId);
    expect((await http(`/v1/releases/${releaseId}`, 'MYLA')).status).toBe(200);
  });

  it('can approve concurrently and repeatedly, and each counts once', async () => {
    const releaseId = await publishForApproval();
    await insights.call('MYLA', 'requestRelease', { releaseId });
    const path = `/v1/releases/${releaseId}/approval/approve`;
    const answers = await Promise.all(
      MEMBERS.flatMap((id) => [
        insights.call(id, 'approveRelease', { releaseId }).then(({ changed }) => changed),
        insights.rawHttp(path, id, {}).then(({ text }) => JSON.parse(text).changed),
        insights.call(id, 'requestRelease', { releaseId }).then(({ changed }) => changed),
      ]),
    );
    expect(answers.filter(Boolean)).toHaveLength(MEMBERS.length);
    const { request, status: now } = await stateOf(releaseId);
    expect(now).toBe(ApprovalStatus.APPROVED);
    expect(
      request.approvals.map(({ organisation }: { organisation: string }) => organisation).sort(),
    ).toEqual([...MEMBERS].sort());
  });

  it('find their approvals unchanged after a restart', async () => {
    const releaseId = await publishForApproval();
    await insights.call('MYLA', 'requestRelease', { releaseId });
    await approveAs(MEMBERS.slice(1), releaseId);
    const before = await stateOf(releaseId);
    expect(before.request.missing).toEqual(['AHC']);
    await insights.restart();
    expect(await stateOf(releaseId)).toEqual(before);
    await approveAs(['AHC'], releaseId);
    await insights.restart();
    expect((await http(`/v1/releases/${releaseId}`)).status).toBe(200);
  });

  it('delegate approvals, and the record names both organisations', async () => {
    const releaseId = await publishForApproval();
    await insights.call('MYLA', 'requestRelease', { releaseId });
    const inPlace = { releaseId, forOrganisation: 'AHC' };
    expect(await refusal('DRC', 'approveRelease', inPlace)).toEqual([
      'FAILED_PRECONDITION',
      'that organisation has not delegated this approval to you',
    ]);
    const delegated = await insights.rawHttp('/v1/approvals/delegations', 'AHC', { to: 'DRC' });
    expect(JSON.parse(delegated.text)).toMatchObject({
      changed: true,
      delegations: [{ from: 'AHC', to: 'DRC' }],
    });
    await insights.call('DRC', 'approveRelease', inPlace);
    const state = await http(`/v1/releases/${releaseId}/approval`, 'MYLA');
    expect(state.body.request.approvals).toEqual([
      { organisation: 'AHC', approvedBy: 'DRC', at: new Date(NOW_MS).toISOString() },
    ]);
    expect((await http('/v1/approvals', 'MYLA')).body.delegations).toMatchObject([{ from: 'AHC' }]);
    const revoked = { toOrganisation: 'DRC', revoke: true };
    expect(await insights.call('AHC', 'delegateApproval', revoked)).toMatchObject({ delegations: [] });
    expect(await refusal('AHC', 'delegateApproval', { toOrganisation: 'SIM-MK-1' })).toEqual([
      'INVALID_ARGUMENT',
      'the request is not valid: see the field violations',
    ]);
  });

  it('withdraw an approved release for good; other audiences can still read their releases', async () => {
    const releaseId = await publishForApproval();
    const path = `/v1/releases/${releaseId}`;
    await insights.call('MYLA', 'requestRelease', { releaseId });
    await approveAs(MEMBERS, releaseId);
    expect((await http(path)).status).toBe(200);
    // An approval of an approved release cannot be withdrawn.
    expect(
      await refusalCode('AHC', 'withdrawRelease', { releaseId, target: WithdrawalTarget.APPROVAL }),
    ).toBe('FAILED_PRECONDITION');
    await insights.call('AHC', 'withdrawRelease', { releaseId, target: WithdrawalTarget.RELEASE });
    expect((await http(path)).status).toBe(404);
    expect((await http(path, 'MYLA')).status).toBe(200);
    const again = await insights.rawHttp(`${path}/approval/request`, 'MYLA', {});
    expect([again.status, JSON.parse(again.text).reason, JSON.parse(again.text).detail]).toEqual([
      409,
      'withdrawn',
      'the release was withdrawn: it is not offered to this audience again',
    ]);
  });

  it('receive the reason when a command is refused', async () => {
    const releaseId = await publishForApproval();
    expect(await refusalCode('AHC', 'approveRelease', { releaseId })).toBe('FAILED_PRECONDITION');
    expect(await refusalCode('AHC', 'objectToRelease', { releaseId, code: 99 })).toBe('INVALID_ARGUMENT');
    const ofMembers = releaseId.replace('public', 'partners');
    expect(await refusal('AHC', 'requestRelease', { releaseId: ofMembers })).toEqual([
      'FAILED_PRECONDITION',
      'the release needs no approval: it is for members and their network',
    ]);
    const path = `/v1/releases/${releaseId}/approval`;
    const text = await insights.rawHttp(`${path}/object`, 'AHC', { code: 'because I say so' });
    expect([text.status, JSON.parse(text.text).errors[0].path]).toEqual([400, 'body/code']);
  });

  it('have 14 days to approve, and can request the approval again afterwards', async () => {
    const releaseId = await publishForApproval();
    await insights.call('MYLA', 'requestRelease', { releaseId });
    await approveAs(MEMBERS.slice(0, 6), releaseId);
    region.clock.nowMs = NOW_MS + 14 * DAY_MS - 1;
    expect((await stateOf(releaseId)).status).toBe(ApprovalStatus.OPEN);
    region.clock.nowMs = NOW_MS + 14 * DAY_MS;
    expect(await stateOf(releaseId)).toMatchObject({
      status: ApprovalStatus.EXPIRED,
      request: { missing: ['DRC'] },
    });
    expect(await refusalCode('DRC', 'approveRelease', { releaseId })).toBe('FAILED_PRECONDITION');
    expect(await insights.call('BCHR', 'requestRelease', { releaseId })).toMatchObject({
      approval: { status: ApprovalStatus.OPEN, request: { requestedBy: 'BCHR', missing: MEMBERS } },
    });
  });

  it('end a request by an objection with a code', async () => {
    const releaseId = await publishForApproval();
    const code = ObjectionCode.RISK_TO_PERSONS;
    await insights.call('CRPK', 'objectToRelease', { releaseId, code });
    expect(await stateOf(releaseId)).toMatchObject({
      status: ApprovalStatus.OBJECTED,
      objection: { objectedBy: 'CRPK', code, at: new Date(NOW_MS) },
    });
    expect(await refusalCode('MYLA', 'requestRelease', { releaseId })).toBe('FAILED_PRECONDITION');
    expect(await insights.call('CRPK', 'objectToRelease', { releaseId, code })).toMatchObject({
      changed: false,
    });
  });
});

it('describes the routes of approvals by their schemas', async () => {
  const { body } = await http('/openapi.json');
  const path = '/v1/releases/{id}/approval';
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining([
      '/v1/approvals',
      '/v1/approvals/delegations',
      path,
      ...['request', 'approve', 'object', 'withdraw'].map((verb) => `${path}/${verb}`),
    ]),
  );
  expect(Object.keys(body.paths[`${path}/object`].post.responses)).toEqual(
    expect.arrayContaining(['200', '400', '401', '403', '404', '409', '415', '503']),
  );
});

it('returns empty lists to callers that are not members', async () => {
  for (const as of ['SIM-MK-1', 'authority', 'operator', 'data-protection-officer'])
    expect((await http('/v1/approvals', as)).body).toEqual({ approvals: [], delegations: [], members: [] });
});

it('lists the members to members, without the network', async () => {
  const { members } = (await http('/v1/approvals', 'MYLA')).body;
  expect(members.map(({ id }: { id: string }) => id).sort()).toEqual([...MEMBERS].sort());
  for (const { name } of members) expect(name).not.toBe('');
});

it('keeps a release closed that was withdrawn after the copy to which the database was restored', async () => {
  const [withdrawn, objected] = [await publishForApproval(), await publishForApproval()];
  await insights.call('MYLA', 'requestRelease', { releaseId: withdrawn });
  await approveAs(MEMBERS, withdrawn);
  const database = join(region.folder, 'insights.sqlite');
  await insights.stop();
  copyFileSync(database, `${database}.copy`);
  await insights.start();
  expect((await http(`/v1/releases/${withdrawn}`)).status).toBe(200);
  region.clock.nowMs = NOW_MS + DAY_MS;
  await insights.call('CRPK', 'withdrawRelease', { releaseId: withdrawn, target: WithdrawalTarget.RELEASE });
  const code = ObjectionCode.RISK_TO_PERSONS;
  await insights.call('CRPK', 'objectToRelease', { releaseId: objected, code });

  await insights.stop();
  renameSync(`${database}.copy`, database);
  writeFileSync(restoredFileOf(database), new Date(NOW_MS + DAY_MS).toISOString());
  await insights.start();
  expect((await http(`/v1/releases/${withdrawn}`)).status).toBe(404);
  expect(await stateOf(withdrawn)).toMatchObject({ status: ApprovalStatus.WITHDRAWN });
  expect(await stateOf(objected)).toMatchObject({
    status: ApprovalStatus.OBJECTED,
    objection: { objectedBy: 'CRPK', at: new Date(NOW_MS + DAY_MS) },
  });
  expect(existsSync(restoredFileOf(database))).toBe(false);
});
