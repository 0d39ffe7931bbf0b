import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { type InProcessRegion, MEMBERS, type RegionInsights } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { releaseEvent, releaseForAudience } from './testing/release-event.ts';
import { NOW_MS, startInsights } from './testing/start-insights.ts';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  const tables = ONE_TABLE_PLAN.tables
    .slice(0, 1)
    .map((table) => ({ ...table, alsoFor: ['network', 'authorities', 'public'] as const }));
  region = await startInsights({ ...ONE_TABLE_PLAN, tables }, {}, { streamsPerCaller: 3, streamsInTotal: 8 });
  insights = region.insights;
});
afterAll(() => region?.stop());
const open: Listener[] = [];
afterEach(async () => {
  for (const listener of open.splice(0)) await listener.hangUp();
  region.clock.nowMs = NOW_MS;
});

type StreamEvent = { readonly id: string; readonly data: unknown };
type Listener = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly received: readonly StreamEvent[];
  /** Ids of the received releases. */
  readonly releases: () => string[];
  readonly isOver: Promise<void>;
  readonly hangUp: () => Promise<void>;
};

/** Opens an event stream with these cookies or as the public, after a resume token or from now on. */
async function listen(cookie?: string, from?: string): Promise<Listener> {
  const hangUp = new AbortController();
  const response = await fetch(`${insights.origin}/v1/events`, {
    signal: hangUp.signal,
    headers: { ...(cookie && { cookie }), ...(from && { 'last-event-id': from }) },
  });
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  const received: StreamEvent[] = [];
  const isOver = isStream ? readAll(response, received) : Promise.resolve();
  const listener: Listener = {
    status: response.status,
    retryAfter: response.headers.get('retry-after'),
    received,
    releases: () => received.flatMap(({ data }) => (data === undefined ? [] : [(data as { id: string }).id])),
    isOver,
    hangUp: async () => {
      hangUp.abort();
      await isOver;
    },
  };
  open.push(listener);
  if (isStream) await expect.poll(() => received.length).toBeGreaterThan(0);
  return listener;
}

async function readAll(response: Response, received: StreamEvent[]): Promise<void> {
  let text = '';
  try {
    for await (const part of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      const events = (text + part).split('\n\n');
      text = events.pop() ?? '';
      for (const event of events.filter((one) => one !== ':'))
        received.push({
          id: /^id: (.*)$/m.exec(event)?.[1] ?? '',
          data: JSON.parse(/^data: (.*)$/m.exec(event)?.[1] ?? 'null') ?? undefined,
        });
    }
  } catch {
    // The stream was closed.
  }
}

/** Opens an event stream, and retries until closed streams are no longer counted. */
async function listenWhenFree(): Promise<Listener> {
  await expect.poll(async () => (await listen()).status).toBe(200);
  return open.at(-1) ?? listen();
}

const cookieOf = async (account: string): Promise<string> =>
  (await insights.signIn(account)).browser.cookies(insights.origin);
const publish = (audience: 'network' | 'authorities' | 'public' | 'partners', period: string) => {
  const members = releaseEvent(period, [10]);
  return region.release(audience === 'partners' ? members : releaseForAudience(audience, members, [5]));
};
const idOf = (audience: string, period: string): string =>
  releaseEvent(period, []).releaseId.replace('partners', audience);

describe('events', () => {
  it('send new entries of the list of releases to readers that may read them, and no earlier entries', async () => {
    const [member, network, visitor] = [
      await listen(await cookieOf('MYLA')),
      await listen(await cookieOf('SIM-MK-1')),
      await listen(),
    ];
    await publish('partners', '2025-04');
    await publish('network', '2025-04');
    await publish('public', '2025-04');
    await expect.poll(() => member?.releases().length).toBe(3);
    await expect.poll(() => network?.releases()).toEqual([idOf('network', '2025-04')]);
    const { body } = await insights.http('/v1/releases', 'MYLA');
    for (const { data } of member?.received.slice(1) ?? []) expect(body.releases).toContainEqual(data);
    expect(visitor?.releases()).toEqual([]);
    // An approved release arrives at its approval, for its audience.
    const releaseId = idOf('public', '2025-04');
    await insights.call('MYLA', 'requestRelease', { releaseId });
    for (const id of MEMBERS) await insights.call(id, 'approveRelease', { releaseId });
    await expect.poll(() => visitor?.releases()).toEqual([releaseId]);
    await expect.poll(() => network?.releases().at(-1)).toBe(releaseId);
  });

  it('resume after the last event, and reject a position that the reader cannot have', async () => {
    const cookie = await cookieOf('MYLA');
    const before = await listen(cookie);
    await publish('partners', '2025-05');
    await expect.poll(() => before.releases()).toEqual([idOf('partners', '2025-05')]);
    await before.hangUp();
    await publish('partners', '2025-06');
    const after = await listen(cookie, before.received.at(-1)?.id);
    await expect.poll(() => after.releases()).toEqual([idOf('partners', '2025-06')]);
    const all = await listen(cookie, '0');
    await expect.poll(() => all.releases()).toContain(idOf('partners', '2025-03'));
    // A member's token discloses nothing to the public.
    for (const [as, token] of [
      [cookie, 'x'],
      [cookie, '999999'],
      [undefined, after.received.at(-1)?.id],
    ] as const)
      expect([token, (await listen(as, token)).status]).toEqual([token, 400]);
  });

  it('end when the session ends for any reason, and do not prolong the session', async () => {
    const cookie = await cookieOf('MYLA');
    const idle = await listen(cookie);
    region.clock.nowMs = NOW_MS + 29 * 60_000;
    const later = await listen(cookie);
    expect(later.status).toBe(200);
    region.clock.nowMs = NOW_MS + 30 * 60_000;
    await Promise.all([idle.isOver, later.isOver]);
    expect((await listen(cookie)).status).toBe(401);
    region.clock.nowMs = NOW_MS;
    const leaves = await insights.signIn('MYLA');
    const left = await listen(await leaves.browser.cookies(insights.origin));
    await leaves.sendRequest('/sign-out', {});
    await left.isOver;
  });

  it('end for a suspended organisation, without another event', async () => {
    const cookie = await cookieOf('BCHR');
    const listener = await listen(cookie);
    const statusTo = (status: 'suspended' | 'active') =>
      region.changeRegistry(({ organisations }) => ({
        organisations: organisations.map((one) => (one.id === 'BCHR' ? { ...one, status } : one)),
      }));
    await statusTo('suspended');
    await listener.isOver;
    expect(listener.releases()).toEqual([]);
    expect((await listen(cookie)).status).toBe(401);
    await statusTo('active');
  });

  it('are limited per caller, and for the public to half of all streams', async () => {
    const cookie = await cookieOf('MYLA');
    const own = [await listen(cookie), await listen(cookie), await listen(cookie)];
    const fourth = await listen(cookie);
    expect([fourth.status, fourth.retryAfter]).toEqual([429, '30']);
    await own[0]?.hangUp();
    // The server detects the closed stream a moment later.
    await expect.poll(async () => (await listen(cookie)).status).toBe(200);
    const visitors = [await listen(), await listen(), await listen(), await listen()];
    expect(visitors.map(({ status }) => status)).toEqual([200, 200, 200, 429]);
    const members = [await listen(await cookieOf('AHC')), await listen(await cookieOf('DRC'))];
    expect(members.map(({ status }) => status)).toEqual([200, 200]);
    const last = await listen(await cookieOf('DRC'));
    expect([last.status, last.retryAfter]).toEqual([503, '30']);
  });

  it('end when the store becomes unavailable, and are refused until it is available again', async () => {
    const listener = await listenWhenFree();
    insights.setStoreUnavailable(true);
    await listener.isOver;
    expect((await listen()).status).toBe(503);
    insights.setStoreUnavailable(false);
    expect((await listen()).status).toBe(200);
  });

  it('do not delay the stop of the service', async () => {
    const listener = await listenWhenFree();
    const from = performance.now();
    const restarted = insights.restart();
    await listener.isOver;
    // The stop ends long before its timeout closes open connections.
    expect(performance.now() - from).toBeLessThan(2_500);
    await restarted;
  });
});
