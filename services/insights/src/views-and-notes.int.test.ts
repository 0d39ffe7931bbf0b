/** Saved views of one person, and notes of one organisation. */
import { NOTES_KEPT_MS, SAVED_VIEWS_KEPT_MS } from '@waylight/contracts';
import type { Visitor } from '@waylight/testing';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MAX_VIEWS } from './database/saved-view-store.ts';
import { NOW_MS, startInsights } from './testing/start-insights.ts';

const MARK = 'Kestenova-ulica-marked-person';

let region: InProcessRegion;
let insights: RegionInsights;
beforeAll(async () => {
  region = await startInsights();
  insights = region.insights;
});
afterAll(() => region?.stop());
afterEach(() => {
  region.clock.nowMs = NOW_MS;
});

async function requestJson(visitor: Visitor, path: string, body?: unknown, method?: string) {
  const response = await visitor.sendRequest(path, body, method);
  return { status: response.status, body: JSON.parse(await response.text()) };
}
const viewsOf = async (visitor: Visitor) => (await requestJson(visitor, '/v1/views')).body.views;
const notesOf = async (visitor: Visitor) => (await requestJson(visitor, '/v1/notes')).body.notes;

describe('saved views', () => {
  it('belong to one person in every browser, and not to others of the organisation', async () => {
    const [here, there] = [await insights.signIn('MYLA'), await insights.signIn('MYLA')];
    const view = { name: 'Drina, by month', path: '/border?segment=RS-BA' };
    const saved = await requestJson(here, '/v1/views/drina', view, 'PUT');
    expect(saved).toEqual({
      status: 200,
      body: { id: 'drina', ...view, savedAt: new Date(NOW_MS).toISOString() },
    });
    expect(await viewsOf(there)).toEqual([saved.body]);
    for (const other of ['AHC', 'SIM-MK-1', 'authority', 'operator'])
      expect(await viewsOf(await insights.signIn(other))).toEqual([]);
    const other = await insights.signIn('AHC');
    expect((await requestJson(other, '/v1/views/drina', {}, 'DELETE')).body).toEqual({ removed: false });
    // Saving the view again does not create a second view, and the view persists across a restart.
    await requestJson(there, '/v1/views/drina', { ...view, name: 'Drina' }, 'PUT');
    await insights.restart();
    expect(await viewsOf(here)).toMatchObject([{ id: 'drina', name: 'Drina' }]);
    expect((await requestJson(here, '/v1/views/drina', {}, 'DELETE')).body).toEqual({ removed: true });
    expect(await viewsOf(there)).toEqual([]);
  });

  it('have a maximum number, and lead only to this service', async () => {
    const visitor = await insights.signIn('operator');
    const view = { name: 'a', path: '/' };
    for (let n = 0; n < MAX_VIEWS; n += 1) {
      const headers = { 'content-type': 'application/json', 'x-csrf-token': await tokenOf(visitor) };
      const init = { method: 'PUT', headers, body: JSON.stringify(view) };
      const { status } = await visitor.browser.fetch(`${insights.origin}/v1/views/${n}`, init);
      expect(status).toBe(200);
    }
    expect((await requestJson(visitor, '/v1/views/more', view, 'PUT')).status).toBe(409);
    expect((await requestJson(visitor, '/v1/views/7', view, 'PUT')).status).toBe(200);
    const refused = await requestJson(visitor, '/v1/views/7', { ...view, path: '//evil.example/' }, 'PUT');
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: 'body/path' }] } });
  });

  it('are deleted when unused for their retention', async () => {
    await requestJson(await insights.signIn('BCHR'), '/v1/views/a', { name: 'a', path: '/' }, 'PUT');
    region.clock.nowMs = NOW_MS + SAVED_VIEWS_KEPT_MS - 1;
    await insights.restart();
    const looks = await insights.signIn('BCHR');
    expect(await viewsOf(looks)).toHaveLength(1);
    region.clock.nowMs = NOW_MS + SAVED_VIEWS_KEPT_MS + 1;
    await insights.restart();
    expect(await viewsOf(looks)).toHaveLength(1);
    region.clock.nowMs = NOW_MS + 2 * SAVED_VIEWS_KEPT_MS;
    await insights.restart();
    await expect.poll(async () => viewsOf(await insights.signIn('BCHR'))).toEqual([]);
  });
});

describe('notes', () => {
  it('are shared within one organisation, and any of its readers may remove a note', async () => {
    const [author, reader] = [await insights.signIn('MYLA'), await insights.signIn('MYLA')];
    const note = { day: '2025-03-14', country: 'MK', text: 'Camp closed.\nBuses went north.' };
    const { body } = await requestJson(author, '/v1/notes', note);
    const by = { role: 'analyst', organisation: 'MYLA' };
    expect(body).toEqual({ ...note, id: body.id, by, at: new Date(NOW_MS).toISOString() });
    expect(await notesOf(reader)).toEqual([body]);
    for (const other of ['AHC', 'SIM-MK-1', 'authority', 'operator', 'data-protection-officer'])
      expect(await notesOf(await insights.signIn(other))).toEqual([]);
    const removed = async (who: Visitor) =>
      (await requestJson(who, `/v1/notes/${body.id}`, {}, 'DELETE')).body.removed;
    expect(await removed(await insights.signIn('AHC'))).toBe(false);
    expect(await removed(reader)).toBe(true);
    expect(await notesOf(author)).toEqual([]);
  });

  it('are rejected with the name of the field but without the text, which is never logged', async () => {
    const visitor = await insights.signIn('MYLA');
    const note = { day: '2025-03-14', text: `${MARK} was here` };
    const wrong = [
      { ...note, day: MARK },
      { ...note, country: MARK },
      { ...note, text: `${MARK}${'a'.repeat(2_000)}` },
      { ...note, [MARK]: 1 },
    ];
    for (const body of wrong) {
      const answer = await requestJson(visitor, '/v1/notes', body);
      expect(answer.status).toBe(400);
      expect(JSON.stringify(answer.body).replace(`"${MARK}"`, '')).not.toContain(`${MARK} `);
    }
    await requestJson(visitor, '/v1/notes', note);
    await requestJson(visitor, '/v1/views/marked', { name: MARK, path: `/${MARK}` }, 'PUT');
    // The texts are stored, so the search for them in the files would find them.
    expect((await insights.databaseBytes()).includes(MARK)).toBe(true);
    expect(region.logLines.join('')).toContain('/v1/notes');
    expect(region.logLines.join('')).not.toContain(MARK);
  });

  it('are deleted when their retention ends', async () => {
    await requestJson(await insights.signIn('GAMN'), '/v1/notes', { day: '2025-03-14', text: 'a' });
    region.clock.nowMs = NOW_MS + NOTES_KEPT_MS - 1;
    await insights.restart();
    expect(await notesOf(await insights.signIn('GAMN'))).toHaveLength(1);
    region.clock.nowMs = NOW_MS + NOTES_KEPT_MS;
    await insights.restart();
    await expect.poll(async () => notesOf(await insights.signIn('GAMN'))).toEqual([]);
  });
});

describe('the public', () => {
  it('has no views and notes, and cannot save any', async () => {
    for (const [path, body] of [
      ['/v1/views/a', { name: 'a', path: '/' }],
      ['/v1/notes', { day: '2025-03-14', text: 'a' }],
    ] as const) {
      const method = path === '/v1/notes' ? 'POST' : 'PUT';
      const headers = { 'content-type': 'application/json' };
      const init = { method, headers, body: JSON.stringify(body) };
      expect((await fetch(`${insights.origin}${path}`, init)).status).toBe(404);
    }
  });
});

const tokenOf = async (visitor: Visitor): Promise<string> => {
  const session = await (await visitor.sendRequest('/v1/session')).json();
  return String(Reflect.get(Object(session), 'csrfToken'));
};
