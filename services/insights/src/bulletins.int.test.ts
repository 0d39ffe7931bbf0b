import { createHash } from 'node:crypto';
import { DRAFTS_KEPT_MS } from '@waylight/contracts';
import type { Visitor } from '@waylight/testing';
import type { InProcessRegion, RegionInsights } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  bound,
  content,
  freeze,
  post,
  read,
  requestJson,
  save,
  startWithBulletins,
  table,
} from './testing/bulletin-steps.ts';
import { releaseEvent, withCompleteness } from './testing/release-event.ts';
import { NOW_MS, SIGN_IN_WAIT } from './testing/start-insights.ts';

const MARK = 'Kestenova-marked';

let region: InProcessRegion;
let insights: RegionInsights;
let author: Visitor;
let second: Visitor;
beforeAll(async () => {
  region = await startWithBulletins();
  insights = region.insights;
});
beforeEach(async () => {
  [author, second] = [await insights.signIn('MYLA'), await insights.signIn('MYLA-2')];
});
afterAll(() => region?.stop());
afterEach(() => {
  region.clock.nowMs = NOW_MS;
});

describe('a bulletin', () => {
  it('shows released numbers in place of placeholders, and lists typed numbers', async () => {
    const saved = await save(author, 'one', 0, content('In Skopje {{violence}} incidents, 12 in March.'));
    expect(saved.body.bulletin).toMatchObject({
      status: 'draft',
      version: 1,
      problems: [],
      isOwnVersion: true,
    });
    // Audience and period distinguish drafts of the same title.
    expect((await requestJson(second, '/v1/bulletins')).body.drafts).toContainEqual(
      expect.objectContaining({ id: 'one', audience: 'partners', period: '2025-03' }),
    );
    const { document, findings } = (await read(second, 'one')).body;
    const { body: release } = await insights.http(`/v1/releases/${table}.2025-03.partners`, 'MYLA');
    const number = release.cells.find(
      ({ coords }: { coords: Record<string, string> }) =>
        coords.country === 'AL' && coords.typeGroup === 'violence',
    );
    expect(document.blocks[0].parts[1]).toMatchObject({ binding: 'violence', value: number.value, base: 5 });
    expect(document.releases).toEqual([`${table}.2025-03.partners`]);
    // No release of this month has completeness.
    expect(document.blocks[1]).not.toHaveProperty('silent');
    expect(document.blocks[2].nodes).toContainEqual({ country: 'MK', freshness: 'under a day' });
    expect(document.blocks[3].of.length).toBeGreaterThan(0);
    expect(findings.map(({ kind, text }: { kind: string; text: string }) => [kind, text])).toEqual([
      ['place', 'Skopje'],
      ['number', '12'],
      ['date', 'March'],
    ]);
  });

  it('contains the completeness of its period as readable for its audience, and names the release', async () => {
    const entries = [
      { countries: ['AL'], stated: 'all', present: 'most' },
      { countries: ['BA'], stated: 'none', present: 'none' },
    ] as const;
    await region.release(withCompleteness(releaseEvent('2025-04', [10]), entries));
    await expect
      .poll(
        async () => (await insights.http('/v1/completeness?from=2025-04', 'MYLA')).body.months.length,
        SIGN_IN_WAIT,
      )
      .toBe(1);
    const of = { blocks: [{ kind: 'completeness' }, { kind: 'method' }], bindings: [], period: '2025-04' };
    await save(author, 'completeness', 0, { ...content(''), ...of });
    const { document } = (await read(author, 'completeness')).body;
    expect(document.blocks[0].reporting).toMatchObject([
      {
        period: '2025-04',
        entries: [
          { countries: ['AL'], stated: 'all' },
          { countries: ['BA'], stated: 'none' },
        ],
      },
    ]);
    expect(document.releases).toEqual([`${table}.2025-04.partners`]);
    expect(JSON.stringify(document.blocks[1].of)).toContain('Only activity reports received');
    const month = { period: 'month', from: '2025-04', to: '2025-04' };
    const figure = (question: object) => ({
      kind: 'figure',
      presentation: 'table',
      caption: '',
      question: { layer: 'reports', by: 'country,typeGroup', ...month, ...question },
    });
    const drawn = { ...of, blocks: [figure({}), figure({ country: 'AL' })] };
    const { body: answered } = await save(author, 'drawn', 0, { ...content(''), ...drawn });
    expect(answered.bulletin.document.blocks).toMatchObject([
      { silent: [{ period: '2025-04', entries: [{ countries: ['BA'], stated: 'none' }] }] },
      // No country was silent.
      { silent: [] },
    ]);
    await freeze([author, second], 'drawn-for-good', { ...content(''), ...drawn });
    expect((await read(author, 'drawn-for-good')).body.document).toEqual(answered.bulletin.document);
    await save(author, 'completeness', 1, { ...content(''), ...of, audience: 'public' });
    const other = (await read(author, 'completeness')).body.document;
    expect(other.blocks[0]).not.toHaveProperty('reporting');
    expect(other.releases).toEqual([]);
  });

  it('is rejected if a placeholder, binding or figure has no released number; the response names each place', async () => {
    const later = bound('a', { country: 'AL' }, { period: '2031-01' });
    for (const [of, path, reason, name] of [
      [content('a {{nobody}}'), 'body/content/blocks[0].text', 'no-binding', 'nobody'],
      [
        content('', { bindings: [bound('a', { country: 'ZZ' })] }),
        ...['body/content/bindings[0]', 'not-released', 'a'],
      ],
      [content('', { bindings: [later] }), 'body/content/bindings[0]', 'not-released', 'a'],
      [
        content('', { bindings: [bound('a', { planet: 'AL' })] }),
        ...['body/content/bindings[0]', 'no-dimension', 'a'],
      ],
      [
        content('', { bindings: [bound('a', {}, { table: 'none' })] }),
        ...['body/content/bindings[0]', 'other-table', 'a'],
      ],
    ] as const) {
      const { status, body } = await save(author, 'wrong', 0, of);
      expect([status, body.errors?.[0]]).toMatchObject([400, { path, reason, name }]);
    }
    const layer = content('');
    Object.assign(layer.blocks[1] ?? {}, { question: { layer: 'none' } });
    expect((await save(author, 'wrong', 0, layer)).body.errors[0]).toMatchObject({
      path: 'body/content/blocks[1].question',
      reason: 'no-question',
    });
    const late = content('');
    Object.assign(late.blocks, [{ kind: 'late-and-corrections', table, period: '2025-03' }]);
    expect((await save(author, 'wrong', 0, late)).body.errors[0]).toMatchObject({
      path: 'body/content/blocks[0]',
      reason: 'parts-not-released',
    });
    expect((await read(author, 'wrong')).status).toBe(404);
  });

  it('is saved only if nobody else has saved a version since the edited one', async () => {
    await save(author, 'base', 0, content('first'));
    const stale = await save(second, 'base', 0, content('second'));
    expect(stale).toMatchObject({ status: 409, body: { current: { version: 1, status: 'draft' } } });
    expect((await save(second, 'base', 1, content('second'))).body.bulletin.version).toBe(2);
    expect((await save(author, 'base', 2, content('second'))).body).toMatchObject({ changed: false });
  });

  it('can be removed in full by its own organisation while it is a draft', async () => {
    await save(author, 'gone', 0, content('Kestenova-gone'));
    const remove = async (visitor: Visitor, id: string) =>
      (await requestJson(visitor, `/v1/bulletins/${id}`, {}, 'DELETE')).body.removed;
    expect(await remove(await insights.signIn('AHC'), 'gone')).toBe(false);
    expect(await remove(second, 'gone')).toBe(true);
    expect((await read(author, 'gone')).status).toBe(404);
    await freeze([author, second], 'stays', content('a'));
    expect(await remove(author, 'stays')).toBe(false);
    expect((await read(author, 'stays')).status).toBe(200);
  });

  it('is approved by a second account for the content that it read, and again after every edit', async () => {
    await save(author, 'two', 0, content('first'));
    const { digest } = (await read(second, 'two')).body;
    expect((await post(second, 'two', 'approve', { version: 1, digest })).status).toBe(409);
    await post(author, 'two', 'submit', { version: 1 });
    // The author's account cannot approve in another browser either.
    for (const own of [author, await insights.signIn('MYLA')])
      expect((await post(own, 'two', 'approve', { version: 1, digest })).body.detail).toContain(
        'second person',
      );
    const other = { version: 1, digest: '0'.repeat(64) };
    const { body } = await post(second, 'two', 'approve', other);
    expect([body.reason, body.detail]).toEqual([
      'reads-otherwise',
      expect.stringContaining('numbers have changed'),
    ]);
    expect((await post(second, 'two', 'approve', { version: 1, digest })).body.bulletin.status).toBe(
      'approved',
    );
    const edited = await save(author, 'two', 1, content('changed'));
    expect(edited.body.bulletin.status).toBe('draft');
    expect((await post(author, 'two', 'freeze', { version: 2 })).status).toBe(409);
    // Its numbers differ from the approved ones: a node's freshness has changed.
    await post(author, 'two', 'submit', { version: 2 });
    const again = (await read(second, 'two')).body.digest;
    await post(second, 'two', 'approve', { version: 2, digest: again });
    region.clock.nowMs = NOW_MS + 48 * 3_600_000;
    const later = await insights.signIn('MYLA');
    expect((await post(later, 'two', 'freeze', { version: 2 })).body.detail).toContain(
      'numbers have changed',
    );
  });

  it('is immutable when frozen, with a verifiable digest and without its author', async () => {
    await freeze([author, second], 'frozen', content('For good {{violence}}.'));
    const { body } = await read(author, 'frozen');
    const { document, digest, content: _, ...rest } = body;
    expect(rest).not.toHaveProperty('isOwnVersion');
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    const canonical = (value: unknown): string =>
      Array.isArray(value)
        ? `[${value.map(canonical).join()}]`
        : typeof value === 'object' && value !== null
          ? `{${Object.entries(value)
              .sort(([a], [b]) => (a < b ? -1 : 1))
              .map(([name, of]) => `${JSON.stringify(name)}:${canonical(of)}`)
              .join()}}`
          : JSON.stringify(value);
    expect(
      createHash('sha256')
        .update(`waylight-bulletin-v1\n${canonical(document)}`)
        .digest('hex'),
    ).toBe(digest);
    for (const change of [
      save(author, 'frozen', 1, content('a')),
      post(second, 'frozen', 'submit', { version: 1 }),
    ])
      expect((await change).status).toBe(409);
    await insights.restart();
    expect((await read(second, 'frozen')).body).toEqual(body);
  });
});

describe('texts of a bulletin', () => {
  it('are never logged', async () => {
    await freeze([author, second], 'marked', content(MARK, { title: MARK }));
    await save(author, 'marked-too', 0, content(`{{${MARK}}}`));
    expect((await insights.databaseBytes()).includes(MARK)).toBe(true);
    expect(region.logLines.join('')).toContain('/v1/bulletins/:id');
    expect(region.logLines.join('')).not.toContain(MARK);
  });

  it('of a draft are deleted when its retention ends', async () => {
    await save(author, 'old', 0, content('a'));
    region.clock.nowMs = NOW_MS + DRAFTS_KEPT_MS;
    await insights.restart();
    const visitor = await insights.signIn('MYLA');
    await expect.poll(async () => (await read(visitor, 'old')).status).toBe(404);
    expect((await read(visitor, 'marked')).status).toBe(200);
  });
});
