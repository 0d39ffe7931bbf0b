import { accessTo, type CallerKind, endpointsOf, NO_ROUTE } from '@waylight/access';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
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

const [TABLE] = DEFAULT_RELEASE_PLAN.tables;
const idOf = (audience: string, period = '2025-03'): string => `${TABLE?.id}.${period}.${audience}`;
const NOT_THERE = idOf('public', '2031-01');

let region: InProcessRegion;
let insights: RegionInsights;
/** Of a browser of an organisation that was suspended since. */
let suspendedCookie: string;
beforeAll(async () => {
  const tables = DEFAULT_RELEASE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'authorities', 'public'] as const }));
  region = await startInsights({ ...DEFAULT_RELEASE_PLAN, tables });
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
  await waitFor('the registry is followed', async () => {
    const answer = await fetch(`${insights.origin}/v1/releases`, { headers: { cookie: suspendedCookie } });
    return answer.status === 401;
  });
});
afterAll(() => region?.stop());

type Reader = string | { readonly cookie: () => string } | undefined;

/** Whoever shows nothing but a certificate is the public here. */
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

/** They answer about the session that they make or end. */
const WAYS = ['GET /sign-in', 'GET /sign-in/callback', 'POST /sign-out', 'GET /v1/session'];
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/approvals/delegations': { to: 'DRC', revoke: true },
  'POST /v1/releases/:id/approval/object': { code: 'not-agreed' },
  'POST /v1/releases/:id/approval/withdraw': { target: 'release' },
  'PUT /v1/views/:id': { name: 'a', path: '/' },
  'PUT /v1/bulletins/:id': {
    base: 0,
    content: {
      ...{ title: '', language: 'en', audience: 'partners', period: '2025-03', blocks: [], bindings: [] },
    },
  },
  'POST /v1/bulletins/:id/submit': { version: 1 },
  'POST /v1/bulletins/:id/approve': { version: 1, digest: '' },
  'POST /v1/bulletins/:id/freeze': { version: 1 },
  'POST /v1/notes': { day: '2025-03-14', text: 'a' },
};
/** Of what somebody keeps, where nothing is kept for him. */
const EMPTY = [
  '{"approvals":[],"delegations":[],"members":[]}',
  '{"views":[]}',
  '{"notes":[]}',
  '{"drafts":[],"frozen":[]}',
];
/** Written anew each time. */
const NEW = /"(?:id|at|savedAt)":"[^"]+"/g;

async function ask(door: string, as: Reader, id: string): Promise<RawResponse> {
  const [method, path = ''] = door === NO_ROUTE ? ['GET', '/nothing'] : door.split(' ');
  const query = path === '/v1/trends' ? '?layer=reports&by=period,country,typeGroup' : '';
  const body = method === 'GET' ? undefined : (BODIES[door] ?? {});
  // What somebody keeps has ids of its own form.
  const at = path.replace(':id', path.startsWith('/v1/releases') ? id : 'one') + query;
  if (typeof as !== 'object') {
    const told = await insights.rawHttp(at, as, body, method);
    return { ...told, text: told.text.replaceAll(NEW, '') };
  }
  const headers = {
    cookie: as.cookie(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
  const answer = await fetch(`${insights.origin}${at}`, {
    ...{ method, headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const told = [...answer.headers].filter(([name]) => name !== 'date');
  return { status: answer.status, headers: told, text: (await readResponseText(answer)).replaceAll(NEW, '') };
}

describe('HTTP of insights', () => {
  it('answers every kind of reader at every door as the table says', async () => {
    const wrong: string[] = [];
    const refusals = new Set<string>();
    for (const [kind, as] of READERS)
      for (const door of endpointsOf('insights-http').filter((one) => !WAYS.includes(one))) {
        const access = accessTo('insights-http', door, kind);
        const there = await ask(door, as, idOf('public'));
        const gone = await ask(door, as, NOT_THERE);
        const isSame = JSON.stringify(there) === JSON.stringify(gone);
        if (there.status === 401) refusals.add(JSON.stringify([there, gone]));
        const isEmpty = there.status === 404 || EMPTY.includes(there.text);
        const asPublic = JSON.stringify(await ask(door, undefined, idOf('public'))) === JSON.stringify(there);
        const holds = {
          refused: there.status === 401 && isSame,
          absent: isEmpty && isSame,
          'as-public': there.status !== 401 && asPublic,
          answered: there.status !== 401,
          // That it is nobody else's, tests of its own show.
          own: there.status !== 401,
        }[access];
        if (!holds) wrong.push(`${door} as ${kind}: ${access}, and was told ${there.status} ${there.text}`);
      }
    expect(wrong).toEqual([]);
    expect(refusals.size).toBe(1);
  });

  it('answers every kind of reader about its session, and at the way out, as the table says', async () => {
    const wrong: string[] = [];
    // Leaving ends the session: it comes last.
    for (const door of ['GET /v1/session', 'POST /sign-out'])
      for (const [kind, as] of READERS) {
        const { status } = await ask(door, as, '');
        const access = accessTo('insights-http', door, kind);
        if ((status === 401) !== (access === 'refused'))
          wrong.push(`${door} as ${kind}: ${access}, ${status}`);
      }
    expect(wrong).toEqual([]);
  });
});

describe('insights over gRPC', () => {
  const listed = async (as: string): Promise<string[]> =>
    (await insights.call(as, 'getRegionStatus', {})).releases.map(
      ({ releaseId }: { releaseId: string }) => releaseId,
    );

  it('shows an authority what was approved for authorities, and officers and operators what the public sees', async () => {
    expect(await listed('trial-authority')).toEqual([idOf('authorities')]);
    expect(await listed('trial-officer')).toEqual([]);
    expect(await listed('region')).toEqual([]);
    expect(await listed('MYLA')).toContain(idOf('partners'));
  });

  it('takes no longer for a release that is not for somebody than for one that is not there', async () => {
    const asks = { hidden: idOf('partners'), gone: NOT_THERE };
    const times: Record<keyof typeof asks, number[]> = { hidden: [], gone: [] };
    for (let i = 0; i < 60; i++)
      for (const which of i % 2 === 0 ? (['hidden', 'gone'] as const) : (['gone', 'hidden'] as const))
        for (const method of ['getRelease', 'requestRelease'] as const) {
          const from = performance.now();
          await insights.call('SIM-MK-1', method, { releaseId: asks[which] }).catch(() => undefined);
          times[which].push(performance.now() - from);
        }
    const median = (of: number[]): number => of.toSorted((a, b) => a - b)[of.length / 2] ?? 0;
    const ratio = median(times.hidden) / median(times.gone);
    // Of one run on a machine that does other things: an early exit before a read of the store would be several times as quick.
    expect(ratio).toBeGreaterThan(1 / 3);
    expect(ratio).toBeLessThan(3);
  });
});
