import { accessTo, type CallerKind, doorsOf, NO_ROUTE } from '@waylight/access';
import { DEFAULT_RELEASE_PLAN } from '@waylight/disclosure-control';
import { waitFor } from '@waylight/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { partFor, releaseEvent } from './testing/release-event.ts';
import { MEMBERS, type RunningInsights, startInsights, TOKEN, TOKEN_OF, tokenOf } from './testing/running.ts';

const [TABLE] = DEFAULT_RELEASE_PLAN.tables;
const idOf = (circle: string, period = '2025-03'): string => `${TABLE?.id}.${period}.${circle}`;
const NOT_THERE = idOf('public', '2031-01');

let insights: RunningInsights;
beforeAll(async () => {
  const tables = DEFAULT_RELEASE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'authorities', 'public'] as const }));
  insights = await startInsights({ ...DEFAULT_RELEASE_PLAN, tables });
  const members = releaseEvent('2025-03', [10, 5]);
  for (const circle of ['network', 'authorities', 'public'] as const)
    await insights.release(partFor(circle, members, [10]));
  const approved = { releaseId: idOf('authorities') };
  await insights.call('MYLA', 'requestRelease', approved);
  for (const member of MEMBERS) await insights.call(member, 'approveRelease', approved);
  await insights.changeRegistry(({ organisations }) => ({
    organisations: organisations.map((one) =>
      one.id === 'BCHR' ? { ...one, status: 'suspended' as const } : one,
    ),
  }));
  await waitFor(
    'the registry is followed',
    async () => (await insights.rawHttp('/v1/releases', tokenOf('BCHR'))).status === 401,
  );
});
afterAll(() => insights?.stop());

/** Whoever shows nothing but a certificate is the public here. */
const READERS: readonly (readonly [kind: CallerKind, token: string | undefined])[] = [
  ...(['public', 'no-certificate', 'lead', 'network', 'officer', 'operator', 'node', 'service'] as const).map(
    (kind) => [kind, undefined] as const,
  ),
  ['analyst', tokenOf('MYLA')],
  ['analyst', TOKEN],
  ['network-analyst', TOKEN_OF.network],
  ['authority', TOKEN_OF.authorities],
  ['unknown', 'a-token-that-nobody-was-ever-given'],
  ['suspended', tokenOf('BCHR')],
];
const BODIES: Readonly<Record<string, unknown>> = {
  'POST /v1/approvals/delegations': { to: 'DRC', revoke: true },
  'POST /v1/releases/:id/approval/object': { code: 'not-agreed' },
  'POST /v1/releases/:id/approval/withdraw': { what: 'release' },
};

async function ask(door: string, token: string | undefined, id: string) {
  const [method, path = ''] = door === NO_ROUTE ? ['GET', '/nothing'] : door.split(' ');
  const query = path === '/v1/trends' ? '?layer=reports&by=period,country,typeGroup' : '';
  const body = method === 'POST' ? (BODIES[door] ?? {}) : undefined;
  return insights.rawHttp(path.replace(':id', id) + query, token, body);
}

describe('HTTP of insights', () => {
  it('answers every kind of reader at every door as the table says', async () => {
    const wrong: string[] = [];
    const refusals = new Set<string>();
    for (const [kind, token] of READERS)
      for (const door of doorsOf('insights-http')) {
        const access = accessTo('insights-http', door, kind);
        const there = await ask(door, token, idOf('public'));
        const gone = await ask(door, token, NOT_THERE);
        const isSame = JSON.stringify(there) === JSON.stringify(gone);
        if (there.status === 401) refusals.add(JSON.stringify([there, gone]));
        const isEmpty = there.status === 404 || there.text === '{"approvals":[],"delegations":[]}';
        const asPublic = JSON.stringify(await ask(door, undefined, idOf('public'))) === JSON.stringify(there);
        const holds = {
          refused: there.status === 401 && isSame,
          absent: isEmpty && isSame,
          'as-public': there.status !== 401 && asPublic,
          answered: there.status !== 401,
          own: false,
        }[access];
        if (!holds) wrong.push(`${door} as ${kind}: ${access}, and was told ${there.status} ${there.text}`);
      }
    expect(wrong).toEqual([]);
    expect(refusals.size).toBe(1);
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
