import { type ServiceError, status } from '@grpc/grpc-js';
import { Layer } from '@waylight/contracts/incident';
import { ObjectionCode, type WatchReleasesResponse, WithdrawalTarget } from '@waylight/contracts/insights';
import type { ReleaseEvent } from '@waylight/contracts/release';
import { Dimension, TrendQuestion } from '@waylight/contracts/trends';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { type InProcessRegion, MEMBERS, type RegionInsights } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { NOW_MS, SIGN_IN_WAIT, startInsights } from './testing/start-insights.ts';

const DAY_MS = 86_400_000;
const MONTH = '2025-03';
const [TABLE] = ONE_TABLE_PLAN.tables;
const idOf = (audience: string, period = MONTH): string => `${TABLE?.id}.${period}.${audience}`;
const HIDDEN = [idOf('authorities'), idOf('public')];

/** Two regions: one with releases to authorities and the public, and one without. */
let regions: readonly InProcessRegion[];
let drawn: RegionInsights;
let without: RegionInsights;
beforeAll(async () => {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'authorities', 'public'] as const }));
  regions = [
    await startInsights({ ...ONE_TABLE_PLAN, tables }),
    await startInsights({ ...ONE_TABLE_PLAN, tables }),
  ];
  [drawn, without] = regions.map((region) => region.insights) as [RegionInsights, RegionInsights];
  const members = releaseEvent(MONTH, [10, 5]);
  for (const region of regions) await region.release(releaseForAudience('network', members, [10]));
  await release(releaseForAudience('authorities', members, [5]));
  await release(releaseForAudience('public', members, [5]));
});
afterAll(async () => {
  for (const region of regions) await region.stop();
});

/** The region with releases to authorities and the public. */
const release = (event: ReleaseEvent): Promise<void> | undefined => regions[0]?.release(event);

const question = TrendQuestion.fromPartial({
  layer: Layer.REPORTS,
  by: [Dimension.PERIOD, Dimension.COUNTRY, Dimension.TYPE_GROUP],
});

/** Notices of a watcher, and its end. */
async function watchOnce(region: RegionInsights, as: string, resumeToken: string): Promise<unknown> {
  const notices: WatchReleasesResponse[] = [];
  const stream = region.clients[as]!.watchReleases({ resumeToken, includeChanges: false });
  stream.on('data', (response: WatchReleasesResponse) => notices.push(response));
  const end = new Promise<ServiceError>((resolve) => stream.on('error', resolve));
  // When this response on the same connection arrives, the watch has begun.
  await region.call(as, 'getRegionStatus', {});
  await firstNotice(region);
  // A member that began to watch later has received a notice, so this watcher has received its notices too.
  await region.call(as, 'getRegionStatus', {});
  stream.cancel();
  const { code, details } = await end;
  return { notices, code: status[code], details };
}

/** Resolves when a new member watcher has received a notice. There is always one for members. */
async function firstNotice(region: RegionInsights): Promise<void> {
  const stream = region.clients.MYLA!.watchReleases({ resumeToken: '', includeChanges: false });
  stream.on('error', () => undefined);
  await new Promise((resolve) => stream.once('data', resolve));
  stream.cancel();
}

const orRefusal = (call: Promise<unknown>): Promise<unknown> =>
  call.catch(({ code, details, metadata }: ServiceError) => ({
    code: status[code],
    details,
    more: metadata?.get('grpc-status-details-bin').join(),
  }));

/** Every gRPC response to callers that are not members: a network organisation, and a caller without audience. */
async function overGrpc(region: RegionInsights): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const as of ['SIM-MK-1', 'region']) {
    const client = region.clients[as]!;
    answers[`${as} trends`] = await orRefusal(region.getTrends(as, question));
    answers[`${as} explain`] = await orRefusal(
      new Promise((resolve, reject) =>
        client.explain({ question }, (error, answer) => (error ? reject(error) : resolve(answer))),
      ),
    );
    answers[`${as} status`] = await region.call(as, 'getRegionStatus', {});
    answers[`${as} approvals`] = await orRefusal(region.call(as, 'getApprovals', {}));
    for (const releaseId of [...HIDDEN, idOf('public', '2031-01')]) {
      const requests = [
        region.call(as, 'getRelease', { releaseId }),
        region.call(as, 'getApprovals', { releaseId }),
        region.call(as, 'requestRelease', { releaseId }),
        region.call(as, 'approveRelease', { releaseId, forOrganisation: 'MYLA' }),
        region.call(as, 'objectToRelease', { releaseId, code: ObjectionCode.NOT_AGREED }),
        region.call(as, 'withdrawRelease', { releaseId, target: WithdrawalTarget.RELEASE }),
        region.call(as, 'delegateApproval', { releaseId, toOrganisation: 'MYLA' }),
      ];
      answers[`${as} ${releaseId}`] = await Promise.all(requests.map(orRefusal));
    }
    // Tokens before and after every possible release: whether a token is accepted must disclose nothing either.
    const tokens = ['', '4', '5', '6', '7', '8', '9', `5.${NOW_MS}`, `5.${NOW_MS + 15 * DAY_MS}`];
    answers[`${as} watch`] = await Promise.all(tokens.map((token) => watchOnce(region, as, token)));
  }
  return answers;
}

/** Every HTTP response to callers that are not members, byte by byte. */
async function overHttp(region: RegionInsights): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const as of [undefined, 'SIM-MK-1', 'authority']) {
    const send = async (path: string, body?: unknown): Promise<void> => {
      answers[`${as} ${path} ${body !== undefined}`] = await region.rawHttp(path, as, body);
    };
    await send('/v1/trends?layer=reports&by=period,country,typeGroup');
    await send(`/v1/trends?layer=reports&by=period,country,typeGroup&from=${MONTH}&to=${MONTH}`);
    for (const path of ['/v1/releases', '/v1/status', '/v1/approvals', '/health/ready', '/openapi.json'])
      await send(path);
    await send('/v1/approvals/delegations', { to: 'MYLA' });
    for (const id of [...HIDDEN, idOf('public', '2031-01')]) {
      await send(`/v1/releases/${id}`);
      await send(`/v1/releases/${id}/approval`);
      await send(`/v1/releases/${id}/approval/request`, {});
      await send(`/v1/releases/${id}/approval/approve`, { for: 'MYLA' });
      await send(`/v1/releases/${id}/approval/object`, { code: 'not-agreed' });
      await send(`/v1/releases/${id}/approval/withdraw`, { target: 'release' });
    }
  }
  return answers;
}

const answersOf = async (region: RegionInsights) => ({
  ...(await overGrpc(region)),
  ...(await overHttp(region)),
});

async function request(releaseId: string): Promise<void> {
  await drawn.call('MYLA', 'requestRelease', { releaseId });
}

async function approve(releaseId: string, members: readonly string[] = MEMBERS): Promise<void> {
  for (const id of members) await drawn.call(id, 'approveRelease', { releaseId });
}

const isOpen = async (id: string): Promise<boolean> =>
  (await drawn.rawHttp(`/v1/releases/${id}`)).status === 200;

describe('for callers that are not members, an unapproved release', () => {
  let nothing: Record<string, unknown>;
  beforeAll(async () => {
    nothing = await answersOf(without);
    // The responses are real: they contain the network's own release, and refusals have their message.
    expect(JSON.stringify(nothing['SIM-MK-1 status'])).toContain(idOf('network'));
    expect(JSON.stringify(nothing[`SIM-MK-1 ${HIDDEN[1]}`])).toContain('no release with this id');
    expect(JSON.stringify(nothing['undefined /v1/releases false'])).toContain('releases');
  });

  it('looks like a missing release in every byte, whether not requested, open, expired, objected to or withdrawn', async () => {
    const [toAuthorities = '', toPublic = ''] = HIDDEN;
    expect(await answersOf(drawn), 'not requested').toEqual(nothing);
    for (const id of HIDDEN) {
      await request(id);
      await approve(id, MEMBERS.slice(1));
    }
    expect(await answersOf(drawn), 'one member is missing').toEqual(nothing);

    for (const { clock } of regions) clock.nowMs = NOW_MS + 20 * DAY_MS;
    expect((await drawn.call('MYLA', 'getApprovals', {})).approvals).toHaveLength(2);
    const later = await answersOf(without);
    expect(await answersOf(drawn), 'expired').toEqual(later);

    await request(toAuthorities);
    await drawn.call('AHC', 'objectToRelease', { releaseId: toAuthorities, code: ObjectionCode.NOT_AGREED });
    await request(toPublic);
    await approve(toPublic);
    expect(await isOpen(toPublic)).toBe(true);
    expect(await answersOf(drawn), 'approved').not.toEqual(later);
    await drawn.call('AHC', 'withdrawRelease', { releaseId: toPublic, target: WithdrawalTarget.RELEASE });
    expect(await answersOf(drawn), 'objected to, and withdrawn').toEqual(later);
    for (const { clock } of regions) clock.nowMs = NOW_MS;
  });
});

describe('an approved release', () => {
  it('to authorities is readable for authorities and network, not for the public', async () => {
    const members = releaseEvent('2025-04', [10, 5]);
    await release(releaseForAudience('authorities', members, [5]));
    const id = idOf('authorities', '2025-04');
    await expect
      .poll(async () => (await drawn.rawHttp(`/v1/releases/${id}`, 'MYLA')).status, SIGN_IN_WAIT)
      .toBe(200);
    await request(id);
    await approve(id);
    const readers = { public: undefined, authorities: 'authority', network: 'SIM-MK-1' };
    const statuses: Record<string, number> = {};
    for (const [audience, as] of Object.entries(readers))
      statuses[audience] = (await drawn.rawHttp(`/v1/releases/${id}`, as)).status;
    expect(statuses).toEqual({ public: 404, authorities: 200, network: 200 });
  });

  it('is sent to a watcher at its approval, also with a token newer than its publication', async () => {
    const members = ['2025-05', '2025-06'].map((period) => releaseEvent(period, [10]));
    for (const event of members) await release(releaseForAudience('public', event, [5]));
    for (const event of members) await release(releaseForAudience('network', event, [5]));
    const tokenAfter = async (token: string, periods: readonly string[]): Promise<string> => {
      const { notices } = (await watchOnce(drawn, 'SIM-MK-1', token)) as { notices: WatchReleasesResponse[] };
      expect(notices.map(({ notice }) => notice?.releaseId)).toEqual(periods);
      return notices.at(-1)?.resumeToken ?? token;
    };
    await expect
      .poll(async () => (await drawn.rawHttp('/v1/releases', 'SIM-MK-1')).text, SIGN_IN_WAIT)
      .toContain('2025-06');
    const before = (await watchOnce(drawn, 'SIM-MK-1', '')) as { notices: WatchReleasesResponse[] };
    // Both releases were published before the last one of this token.
    const token = before.notices.at(-1)?.resumeToken ?? '';
    await request(idOf('public', '2025-06'));
    await approve(idOf('public', '2025-06'));
    const second = await tokenAfter(token, [idOf('public', '2025-06')]);
    await request(idOf('public', '2025-05'));
    await approve(idOf('public', '2025-05'));
    // The earlier period, approved at the same instant: sent afterwards, once.
    const third = await tokenAfter(second, [idOf('public', '2025-05')]);
    await tokenAfter(third, []);
    await tokenAfter(token, [idOf('public', '2025-06'), idOf('public', '2025-05')]);
  });
});
