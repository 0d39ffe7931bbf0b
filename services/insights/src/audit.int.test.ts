import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { AuditActor, AuditEntry, AuditKind, AuditOutcome, ChainProblem } from '@waylight/contracts/audit';
import { type ReleaseEvent, Audience as WireAudience } from '@waylight/contracts/release';
import {
  type InProcessRegion,
  listAudit,
  MEMBERS,
  type RegionInsights,
  UNKNOWN_SESSION,
  verifyAudit,
} from '@waylight/tests-region';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { releaseEvent } from './testing/release-event.ts';
import { signInUntilCallback } from './testing/sign-in-until-callback.ts';
import { startInsights } from './testing/start-insights.ts';

const MYLA = 5;
const SIM_MK_1 = 107;
const PUBLIC: ReleaseEvent = {
  ...releaseEvent('2025-04', [10, 5]),
  releaseId: 'to-the-public',
  audience: WireAudience.PUBLIC,
};

let region: InProcessRegion;
let insights: RegionInsights;

beforeEach(async () => {
  region = await startInsights();
  insights = region.insights;
});
afterEach(() => region.stop());

const entries = async (as = 'region'): Promise<AuditEntry[]> =>
  (await listAudit(insights.clients[as]!)).entries;

const WAYS: readonly AuditKind[] = [AuditKind.SIGNED_IN, AuditKind.SIGNED_OUT, AuditKind.SIGN_IN_REFUSED];

/** Entries after `before`, without reads of the audit: either only sign-ins and sign-outs, or only other kinds. */
const since = async (before: number, ways = false) =>
  (await entries())
    .slice(before)
    .filter(({ kind }) => kind !== AuditKind.AUDIT_READ && WAYS.includes(kind) === ways)
    .map(({ kind, actor, organisation, releaseId }) =>
      ways ? [kind, actor, organisation] : [kind, organisation || actor, releaseId],
    );

// Audit tests that apply to all servers are in tests/regional/src/three-servers.
describe('the audit of insights', () => {
  it('records each read before its response, by certificate and by session', async () => {
    const { length } = await entries();
    const [release] = (await insights.http('/v1/releases', 'MYLA')).body.releases;
    const { id } = release;
    await insights.getRelease('MYLA', id);
    await insights.http(`/v1/releases/${id}`, 'BCHR');
    await insights.http(`/v1/releases/${id}`);
    await insights.getTrends('MYLA', { layer: 1 }).catch(() => undefined);
    await insights.call('BCHR', 'getRegionStatus', {});
    await insights.http('/v1/releases', 'SIM-MK-1');
    await insights.http('/v1/releases', 'operator');
    for (let i = 0; i < 3; i++) await insights.http('/v1/releases');
    await insights.http('/v1/releases/no-such-release', 'MYLA');
    expect(await since(length)).toEqual([
      [AuditKind.TRENDS_READ, MYLA, ''],
      [AuditKind.RELEASE_READ, MYLA, id],
      [AuditKind.RELEASE_READ, 6, id],
      [AuditKind.TRENDS_READ, 6, ''],
      [AuditKind.TRENDS_READ, SIM_MK_1, ''],
      [AuditKind.TRENDS_READ, AuditActor.OPERATOR, ''],
      [AuditKind.TRENDS_READ, AuditActor.ANONYMOUS, ''],
    ]);
  });

  it('records that the public read a release, without its id', async () => {
    await region.release(PUBLIC);
    const { releaseId } = PUBLIC;
    await insights.call('MYLA', 'requestRelease', { releaseId });
    for (const member of MEMBERS) await insights.call(member, 'approveRelease', { releaseId });
    const { length } = await entries();
    for (let i = 0; i < 2; i++) expect((await insights.http(`/v1/releases/${releaseId}`)).status).toBe(200);
    await insights.http(`/v1/releases/${releaseId}`, 'data-protection-officer');
    expect(await since(length)).toEqual([
      [AuditKind.RELEASE_READ, AuditActor.ANONYMOUS, ''],
      [AuditKind.RELEASE_READ, AuditActor.OFFICER, releaseId],
    ]);
  });

  it('records every command on an approval, over gRPC and HTTP, whatever its outcome', async () => {
    await region.release(PUBLIC);
    const { length } = await entries();
    const { releaseId } = PUBLIC;
    await insights.call('MYLA', 'requestRelease', { releaseId });
    await insights.call('MYLA', 'approveRelease', { releaseId });
    await insights.rawHttp(`/v1/releases/${releaseId}/approval/approve`, 'BCHR', {});
    await insights.call('MYLA', 'approveRelease', { releaseId: 'no-such-release' }).catch(() => undefined);
    await insights.call('MYLA', 'getApprovals', { releaseId });
    expect(await since(length)).toEqual([
      [AuditKind.RELEASE_REQUESTED, MYLA, releaseId],
      [AuditKind.RELEASE_APPROVED, MYLA, releaseId],
      [AuditKind.RELEASE_APPROVED, 6, releaseId],
      [AuditKind.APPROVALS_READ, MYLA, ''],
    ]);
  });

  it('is readable for operators and officers, and records refusals over gRPC and HTTP', async () => {
    await expect(entries('MYLA')).rejects.toThrow('PERMISSION_DENIED');
    await expect(insights.getRelease('NOBODY', 'x')).rejects.toThrow('PERMISSION_DENIED');
    for (let i = 0; i < 3; i++)
      expect((await insights.http('/v1/releases', UNKNOWN_SESSION)).status).toBe(401);
    const thief = await insights.signIn('BCHR');
    const cookie = await thief.browser.cookies(insights.origin);
    const withoutToken = { method: 'POST', headers: { cookie } };
    expect((await fetch(`${insights.origin}/sign-out`, withoutToken)).status).toBe(403);
    const refused = (all: AuditEntry[]) =>
      all
        .filter(({ kind }) => kind === AuditKind.ACCESS_REFUSED)
        .map(({ actor, organisation, outcome }) => [actor, organisation, outcome]);
    const byAll = [
      [AuditActor.ORGANISATION, MYLA, AuditOutcome.PERMISSION_DENIED],
      [AuditActor.ANONYMOUS, 0, AuditOutcome.PERMISSION_DENIED],
      [AuditActor.ANONYMOUS, 0, AuditOutcome.UNAUTHENTICATED],
      [AuditActor.ORGANISATION, 6, AuditOutcome.PERMISSION_DENIED],
    ];
    expect(refused(await entries())).toEqual(byAll);
    expect(refused(await entries('trial-officer'))).toEqual(byAll);
  });

  it('shows a country’s officer no reads and commands of organisations', async () => {
    await insights.getTrends('MYLA', { layer: 1 }).catch(() => undefined);
    const shown = await entries('trial-officer');
    expect(shown.map(({ actor }) => actor)).not.toContain(AuditActor.ORGANISATION);
    expect(shown.every(({ sequence }) => sequence === 0n)).toBe(true);
  });

  it('records authors and approvers of notes and bulletins, without their text', async () => {
    const MARK = 'Kestenova-marked';
    const [author, second] = [await insights.signIn('MYLA'), await insights.signIn('MYLA-2')];
    const { length } = await entries();
    await author.sendRequest('/v1/notes', { day: '2025-03-14', text: MARK });
    const content = {
      title: MARK,
      language: 'en',
      audience: 'partners',
      period: '2025-03',
      blocks: [],
      bindings: [],
    };
    await author.sendRequest('/v1/bulletins/one', { base: 0, content }, 'PUT');
    await author.sendRequest('/v1/bulletins/one/submit', { version: 1 });
    const shown = await (await second.sendRequest('/v1/bulletins/one')).json();
    const digest = Reflect.get(Object(shown), 'digest');
    await second.sendRequest('/v1/bulletins/one/approve', { version: 1, digest });
    await author.sendRequest('/v1/bulletins/one/freeze', { version: 1 });
    const {
      NOTE_WRITTEN,
      BULLETIN_SAVED,
      BULLETIN_SUBMITTED,
      BULLETIN_READ,
      BULLETIN_APPROVED,
      BULLETIN_FROZEN,
    } = AuditKind;
    const did = [
      NOTE_WRITTEN,
      BULLETIN_SAVED,
      BULLETIN_SUBMITTED,
      BULLETIN_READ,
      BULLETIN_APPROVED,
      BULLETIN_FROZEN,
    ];
    expect(await since(length)).toEqual(did.map((kind) => [kind, MYLA, '']));
    const text = JSON.stringify(await entries(), (_, part) => (typeof part === 'bigint' ? 0 : part));
    expect(text).not.toContain(MARK);
  });

  it('records watches, addresses and reads of the inbox, without series and addresses', async () => {
    const reader = await insights.signIn('MYLA');
    const { length } = await entries();
    const series = { table: 'minimal-month', codes: { country: 'AL', typeGroup: 'violence' } };
    expect((await reader.sendRequest('/v1/watches/a', series, 'PUT')).status).toBe(200);
    await reader.sendRequest('/v1/delivery/mail', {}, 'DELETE');
    await reader.sendRequest('/v1/inbox');
    await reader.sendRequest('/v1/watches/a', {}, 'DELETE');
    expect(await since(length)).toEqual([
      [AuditKind.WATCH_CHANGED, MYLA, ''],
      [AuditKind.DELIVERY_CHANGED, MYLA, ''],
      [AuditKind.INBOX_READ, MYLA, ''],
      [AuditKind.WATCH_CHANGED, MYLA, ''],
    ]);
  });

  it('records sign-ins and sign-outs by organisation or role only, and counts failed sign-ins', async () => {
    const { length } = await entries();
    await (await insights.signIn('MYLA')).sendRequest('/sign-out', {});
    await insights.signIn('authority');
    // Without a session nothing is recorded.
    await fetch(`${insights.origin}/sign-out`, { method: 'POST' });
    for (let i = 0; i < 3; i++) await fetch(`${insights.origin}/sign-in/callback?code=x&state=y`);
    for (const account of ['nobody', 'unknown-role', 'unknown-organisation']) await insights.signIn(account);
    expect(await since(length, true)).toEqual([
      [AuditKind.SIGNED_IN, AuditActor.ORGANISATION, MYLA],
      [AuditKind.SIGNED_OUT, AuditActor.ORGANISATION, MYLA],
      [AuditKind.SIGNED_IN, AuditActor.AUTHORITY, 0],
      [AuditKind.SIGN_IN_REFUSED, AuditActor.ANONYMOUS, 0],
      [AuditKind.SIGN_IN_REFUSED, AuditActor.ANONYMOUS, 0],
    ]);
    const all = await entries();
    expect(
      all.filter(({ kind }) => WAYS.includes(kind)).map(({ holder, operator }) => holder + operator),
    ).toEqual(Array(5).fill(''));
    await insights.restart();
    const refused = (await entries()).filter(({ kind }) => kind === AuditKind.SIGN_IN_REFUSED);
    expect(refused.map(({ outcome, count }) => [outcome, count])).toEqual([
      [AuditOutcome.UNAUTHENTICATED, 1],
      [AuditOutcome.PERMISSION_DENIED, 1],
      [AuditOutcome.UNAUTHENTICATED, 2],
      [AuditOutcome.PERMISSION_DENIED, 2],
    ]);
  });

  it('is reported if its file is deleted, because the event log has its chain heads', async () => {
    const operator = insights.clients.region!;
    const metrics = async () =>
      (await fetch(`http://127.0.0.1:${region.files.ports.insightsOps}/metrics`)).text();
    // The audit limits the rate of queries.
    const patiently = { timeout: 30_000, interval: 100 };
    const headsOnLog = async () => (await verifyAudit(operator)).chainHeads;
    await vi.waitFor(async () => expect(await headsOnLog()).toBeGreaterThan(0n), patiently);
    for (const name of readdirSync(region.folder))
      if (name.startsWith('insights-audit.sqlite')) rmSync(join(region.folder, name));
    await insights.restart();
    await vi.waitFor(
      async () => expect(await metrics()).toMatch(/^waylight_audit_broken\{.*\} 1$/m),
      patiently,
    );
    expect(await verifyAudit(insights.clients.region!)).toMatchObject({ problem: ChainProblem.FORKED });
  });

  it('refuses reads, commands and sign-ins while it cannot be written, but not sign-outs', async () => {
    const visitor = await insights.signIn('MYLA');
    const { browser, callback } = await signInUntilCallback(insights, 'BCHR');
    const full = vi.spyOn(AuditEntry, 'encode').mockImplementation(() => {
      throw new Error('the disk is full');
    });
    try {
      const { status, text } = await browser.visit(callback);
      expect([status, text]).toEqual([503, expect.stringContaining('audit')]);
      expect(await browser.cookies(insights.origin)).not.toContain('waylight-session');
      expect((await insights.http('/v1/releases')).status).toBe(503);
      await expect(insights.call('MYLA', 'getRegionStatus', {})).rejects.toThrow('UNAVAILABLE');
      await expect(insights.call('MYLA', 'delegateApproval', { toOrganisation: 'DRC' })).rejects.toThrow(
        'UNAVAILABLE',
      );
      expect((await visitor.sendRequest('/sign-out', {})).status).toBe(200);
    } finally {
      full.mockRestore();
    }
    expect((await insights.call('MYLA', 'getApprovals', {})).delegations).toEqual([]);
  });
});
