import { accessTo, type CallerKind, endpointsOf, NO_ROUTE } from '@waylight/access';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { waitFor } from '@waylight/testing';
import {
  type InProcessRegion,
  MEMBERS,
  type RawResponse,
  type RegionInsights,
  readResponseText,
} from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { startInsights } from './testing/start-insights.ts';

const [TABLE] = ONE_TABLE_PLAN.tables;
const idOf = (audience: string, period = '2025-03'): string => `${TABLE?.id}.${period}.${audience}`;
const NOT_THERE = idOf('public', '2031-01');

let region: InProcessRegion;
let insights: RegionInsights;
/** Cookie of a session whose organisation was suspended after the sign-in. */
let suspendedCookie: string;
beforeAll(async () => {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'authorities', 'public'] as const }));
  region = await startInsights({ ...ONE_TABLE_PLAN, tables });
  insights = region.insights;
  const members = releaseEvent('2025-03', [10, 5]);
  for (const audience of ['network', 'authorities', 'public'] as const)
    await region.release(releaseForAudience(audience, members, [10]));
  const approved = { releaseId: idOf('authorities') };
  await insights.call('MYLA', 'requestRelease', approved);
  for (const member of MEMBERS) await insights.call(member, 'approveRelease', approved);
  suspendedCookie = await (await insights.signIn('BCHR')).browser.cookies(insights.origin);
  region.changeRegistry(({ organisations }) => ({
    organisations: organisations.map((one) =>
      one.id === 'BCHR' ? { ...one, status: 'suspended' as const } : one,
    ),
  }));
  await waitFor('insights applies the suspension', async () => {
    const answer = await fetch(`${insights.origin}/v1/releases`, { headers: { cookie: suspendedCookie } });
    return answer.status === 401;
  });
});
afterAll(() => region?.stop());

type Reader = string | { readonly cookie: () => string } | undefined;

/** Over HTTP, a caller with a certificate but without session counts as the public. */
const READERS: readonly (readonly [kind: CallerKind, as: Reader])[] = [
  ...(['public', 'no-certificate', 'lead', 'network', 'node', 'service'] as const).map(
    (kind) => [kind, undefined] as const,
  ),
  ['analyst', 'MYLA'],
  ['network-analyst', 'SIM-MK-1'],
  ['authority', 'authority'],
  ['officer', 'data-protection-officer'],
  ['operator', 'operator'],
  ['unknown', { cookie: () => `__Host-waylight-session=${'A'.repeat(43)}` }],
  ['suspended', { cookie: () => suspendedCookie }],
];

/** Endpoints that begin, end or describe the session. */
const SESSION_ENDPOINTS = ['GET /sign-in', 'GET /sign-in/callback', 'POST /sign-out', 'GET /v1/session'];
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/approvals/delegations': { to: 'DRC', revoke: true },
  'POST /v1/releases/:id/approval/object': { code: 'not-agreed' },
  'POST /v1/releases/:id/approval/withdraw': { target: 'release' },
  'PUT /v1/views/:id': { name: 'a', path: '/' },
  'PUT /v1/bulletins/:id': {
    base: 0,
    content: {
      title: '',
      language: 'en',
      audience: 'partners',
      period: '2025-03',
      blocks: [],
      bindings: [],
    },
  },
  'POST /v1/bulletins/:id/submit': { version: 1 },
  'POST /v1/bulletins/:id/approve': { version: 1, digest: '' },
  'POST /v1/bulletins/:id/freeze': { version: 1 },
  'POST /v1/notes': { day: '2025-03-14', text: 'a' },
  'PUT /v1/watches/:id': { table: 'minimal-month', codes: { country: 'AL', typeGroup: 'violence' } },
  'PUT /v1/delivery/mail': { address: 'a@example.org', language: 'en' },
  'PUT /v1/delivery/webhook': { url: 'https://example.org/' },
  'POST /v1/inbox/read': { changes: [] },
};
/** Responses of lists to a reader that has no items. */
const EMPTY = [
  '{"approvals":[],"delegations":[],"members":[]}',
  '{"views":[]}',
  '{"notes":[]}',
  '{"watches":[]}',
  '{"mailDomains":[],"webhookHosts":[]}',
  '{"count":0,"approvals":[],"bulletins":[],"watches":[]}',
  '{"drafts":[],"frozen":[]}',
];
/** Values that differ in each response. */
const CHANGING_VALUES = /"(?:id|at|savedAt|createdAt)":"[^"]+"/g;

async function request(endpoint: string, as: Reader, id: string): Promise<RawResponse> {
  const [method, path = ''] = endpoint === NO_ROUTE ? ['GET', '/nothing'] : endpoint.split(' ');
  const query = path === '/v1/trends' ? '?layer=reports&by=period,country,typeGroup' : '';
  const body = method === 'GET' ? undefined : (BODIES[endpoint] ?? {});
  // Ids of views, notes and bulletins have another form than ids of releases.
  const at =
    path.replace(':id', path.startsWith('/v1/releases') ? id : 'one').replace(':channel', 'mail') + query;
  if (typeof as !== 'object') {
    const response = await insights.rawHttp(at, as, body, method);
    return { ...response, text: response.text.replaceAll(CHANGING_VALUES, '') };
  }
  const response = await fetch(`${insights.origin}${at}`, {
    method,
    headers: {
      cookie: as.cookie(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const headers = [...response.headers].filter(([name]) => name !== 'date');
  return {
    status: response.status,
    headers,
    text: (await readResponseText(response)).replaceAll(CHANGING_VALUES, ''),
  };
}

describe('HTTP of insights', () => {
  it('gives every kind of reader the access of the access table, at every endpoint', async () => {
    const wrong: string[] = [];
    const refusals = new Set<string>();
    for (const [kind, as] of READERS)
      for (const endpoint of endpointsOf('insights-http').filter((one) => !SESSION_ENDPOINTS.includes(one))) {
        const access = accessTo('insights-http', endpoint, kind);
        const existing = await request(endpoint, as, idOf('public'));
        const missing = await request(endpoint, as, NOT_THERE);
        const isSame = JSON.stringify(existing) === JSON.stringify(missing);
        if (existing.status === 401) refusals.add(JSON.stringify([existing, missing]));
        const isEmpty = existing.status === 404 || EMPTY.includes(existing.text);
        const asPublic =
          JSON.stringify(await request(endpoint, undefined, idOf('public'))) === JSON.stringify(existing);
        const isRight = {
          refused: existing.status === 401 && isSame,
          absent: isEmpty && isSame,
          'as-public': existing.status !== 401 && asPublic,
          full: existing.status !== 401,
          // Other tests check that a reader cannot see the items of other readers.
          own: existing.status !== 401,
        }[access];
        if (!isRight)
          wrong.push(
            `${endpoint} as ${kind}: ${access}, and the response was ${existing.status} ${existing.text}`,
          );
      }
    expect(wrong).toEqual([]);
    expect(refusals.size).toBe(1);
  });

  it('gives every kind of reader the access of the access table to session and sign-out', async () => {
    const wrong: string[] = [];
    // Sign-out is requested last, because it ends the session.
    for (const endpoint of ['GET /v1/session', 'POST /sign-out'])
      for (const [kind, as] of READERS) {
        const { status } = await request(endpoint, as, '');
        const access = accessTo('insights-http', endpoint, kind);
        if ((status === 401) !== (access === 'refused'))
          wrong.push(`${endpoint} as ${kind}: ${access}, ${status}`);
      }
    expect(wrong).toEqual([]);
  });
});

describe('insights over gRPC', () => {
  const listed = async (as: string): Promise<string[]> =>
    (await insights.call(as, 'getRegionStatus', {})).releases.map(
      ({ releaseId }: { releaseId: string }) => releaseId,
    );

  it('lets authorities read releases approved for them, and officers and operators only public releases', async () => {
    expect(await listed('trial-authority')).toEqual([idOf('authorities')]);
    expect(await listed('trial-officer')).toEqual([]);
    expect(await listed('region')).toEqual([]);
    expect(await listed('MYLA')).toContain(idOf('partners'));
  });

  it('takes as long for a release that the caller may not read as for one that does not exist', async () => {
    const ids = { hidden: idOf('partners'), gone: NOT_THERE };
    const times: Record<keyof typeof ids, number[]> = { hidden: [], gone: [] };
    for (let i = 0; i < 60; i++)
      for (const which of i % 2 === 0 ? (['hidden', 'gone'] as const) : (['gone', 'hidden'] as const))
        for (const method of ['getRelease', 'requestRelease'] as const) {
          const from = performance.now();
          await insights.call('SIM-MK-1', method, { releaseId: ids[which] }).catch(() => undefined);
          times[which].push(performance.now() - from);
        }
    const median = (of: number[]): number => of.toSorted((a, b) => a - b)[of.length / 2] ?? 0;
    const ratio = median(times.hidden) / median(times.gone);
    // A generous bound for a busy machine: a response without reading the store would be several times faster.
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });
});
