import type { ServiceError } from '@grpc/grpc-js';
import { changeRegistry, type Organisation, type RegistryContent } from '@waylight/access';
import { waitFor } from '@waylight/testing';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { startInsights } from './testing/start-insights.ts';

const PUBLIC_RELEASE = 'minimal-month.2025-05.public';
let region: InProcessRegion;
let insights: RegionInsights;

beforeEach(async () => {
  region = await startInsights(undefined, { WAYLIGHT_INSIGHTS_CONTACT: 'office@example.org' });
  insights = region.insights;
});
afterEach(() => region.stop());

const change = (id: string, changes: Partial<Organisation>): void =>
  region.changeRegistry(({ organisations }) => ({
    organisations: organisations.map((o) => (o.id === id ? { ...o, ...changes } : o)),
  }));

function applyStep(before: RegistryContent, kind: 'organisation-suspended' | 'organisation-reinstated') {
  const next = changeRegistry(before, { kind, id: 'MYLA' });
  if ('problems' in next) throw new Error(next.problems.join());
  return next.content;
}
const reinstate = (): void => region.changeRegistry((before) => applyStep(before, 'organisation-reinstated'));

/** Notices of a watcher, and its end. */
function watch(as: string) {
  const notices: string[] = [];
  const client = insights.clients[as];
  if (client === undefined) throw new Error('there is no such client');
  const stream = client.watchReleases({ resumeToken: '', includeChanges: false });
  stream.on('data', ({ notice }) => notices.push(notice?.releaseId ?? ''));
  const end = new Promise<ServiceError>((resolve) => stream.on('error', resolve));
  return { notices, end, cancel: () => stream.cancel() };
}

it('names the active members to everybody, with the contact of the configuration', async () => {
  const namesOf = async () => {
    const { organisations } = (await insights.http('/v1/about')).body;
    return organisations.map(({ id, name }: Organisation) => `${id}: ${name}`);
  };
  const before = await namesOf();
  expect(before).toContain('MYLA: Macedonian Young Lawyers Association');
  expect(before.filter((text: string) => text.startsWith('SIM-'))).toEqual([]);
  expect((await insights.http('/v1/about')).body.contact).toBe('office@example.org');
  change('MYLA', { status: 'suspended' });
  await waitFor('it is in force', async () => (await namesOf()).length === before.length - 1);
});

// Registry tests that apply to all servers are in tests/regional/src/three-servers.
it('a suspended member reads no release over HTTP until its reinstatement', async () => {
  expect((await insights.http('/v1/releases', 'MYLA')).status).toBe(200);
  change('MYLA', { status: 'suspended' });
  await waitFor('it is in force', async () => (await insights.signIn('MYLA')).landingPage.status === 403);
  expect((await insights.http('/v1/releases', 'MYLA')).status).toBe(401);
  // The browser has deleted the cookie; its value opens no session after the reinstatement either.
  expect((await insights.http('/v1/session', 'MYLA')).body).toMatchObject({
    role: 'public',
    reads: 'public',
  });
  expect((await insights.http('/v1/releases', 'AHC')).body.releases).not.toEqual([]);

  reinstate();
  await waitFor('it is in force', async () => (await insights.signIn('MYLA')).landingPage.status !== 403);
  const again = await (await insights.signIn('MYLA')).sendRequest('/v1/session');
  expect(await again.json()).toMatchObject({ role: 'analyst', reads: 'partners' });
  expect((await insights.http('/v1/session', 'MYLA')).body.role).toBe('public');
});

it('a suspension ends sessions for good, even sessions that send no request meanwhile', async () => {
  const [visitor, operator] = [await insights.signIn('MYLA'), await insights.signIn('operator')];
  const isLetIn = () =>
    insights.call('MYLA', 'getRegionStatus', {}).then(
      () => true,
      () => false,
    );
  change('MYLA', { status: 'suspended' });
  await waitFor('it is suspended', async () => !(await isLetIn()));
  reinstate();
  await waitFor('it is reinstated', isLetIn);
  expect((await visitor.sendRequest('/v1/releases')).status).toBe(401);
  expect(await (await operator.sendRequest('/v1/session')).json()).toMatchObject({ role: 'operator' });
});

it('a reinstatement ends sessions even if insights missed the suspension', async () => {
  const [thief, other] = [await insights.signIn('MYLA'), await insights.signIn('AHC')];
  region.changeRegistry((before) =>
    applyStep(applyStep(before, 'organisation-suspended'), 'organisation-reinstated'),
  );
  await waitFor('it is in force', async () => (await thief.sendRequest('/v1/releases')).status !== 200);
  expect((await thief.sendRequest('/v1/session')).status).toBe(200);
  expect(await (await other.sendRequest('/v1/session')).json()).toMatchObject({ role: 'analyst' });
  expect((await insights.signIn('MYLA')).landingPage.status).not.toBe(403);
});

it('a removed authority, officer or operator is refused at the next request and at sign-in', async () => {
  const taken = { authority: 'authorities', 'data-protection-officer': 'officers', operator: 'operators' };
  const visitors = await Promise.all(Object.keys(taken).map((account) => insights.signIn(account)));
  const unused = await insights.signIn('authority');
  const answers = () =>
    Promise.all(visitors.map(async ({ sendRequest }) => (await sendRequest('/v1/releases')).status));
  expect(await answers()).toEqual([200, 200, 200]);
  region.changeRegistry(() => ({ authorities: [], officers: [], operators: [] }));
  await waitFor('it is in force', async () => (await insights.signIn('operator')).landingPage.status === 403);
  expect(await answers()).toEqual([401, 401, 401]);
  for (const account of Object.keys(taken))
    expect([account, (await insights.signIn(account)).landingPage.status]).toEqual([account, 403]);
  // After the entry is listed again under the same id, earlier sessions stay ended.
  region.changeRegistry(() => ({
    authorities: [{ id: 'trial-authority', name: 'Trial authority', country: 'MK' }],
  }));
  await waitFor('it is back', async () => (await insights.signIn('authority')).landingPage.status !== 403);
  expect((await unused.sendRequest('/v1/releases')).status).toBe(401);
});

it('a member that becomes a network organisation receives only the network’s releases on its open stream', async () => {
  const [member, other] = [watch('MYLA'), watch('AHC')];
  await waitFor('both watch', () => Promise.resolve(member.notices.length + other.notices.length === 2));
  expect((await insights.http('/v1/session', 'MYLA')).body.reads).toBe('partners');
  change('MYLA', { role: 'network' });
  await waitFor(
    'its session reads what the network reads',
    async () => (await insights.http('/v1/session', 'MYLA')).body.reads === 'network',
  );
  const forMembers = releaseEvent('2025-04', [5]);
  await region.release(forMembers);
  await waitFor('the other watcher receives a notice', () => Promise.resolve(other.notices.length === 2));
  // A later release for the network shows that the stream has read the one before.
  const forNetwork = releaseForAudience('network', forMembers, [5]);
  await region.release(forNetwork);
  await waitFor('it receives the network’s', async () => member.notices.includes(forNetwork.releaseId));
  expect(member.notices).not.toContain(forMembers.releaseId);
  for (const { cancel } of [member, other]) cancel();
});

it('a request asks for the approval of those organisations that are members at that time', async () => {
  await region.release(releaseForAudience('public', releaseEvent('2025-05', [5]), [5]));
  change('DRC', { role: 'network' });
  await waitFor(
    'the registry is in force',
    async () => (await insights.http('/v1/session', 'DRC')).body.reads === 'network',
  );
  const { approval } = await insights.call('MYLA', 'requestRelease', { releaseId: PUBLIC_RELEASE });
  expect(approval.request.approvers).toHaveLength(6);
});
