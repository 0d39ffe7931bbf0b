import { QueryClient } from '@tanstack/react-query';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forgetOthers, forgetView, keepView, restoreView } from './kept-view.ts';

const NOW = Date.UTC(2026, 10, 26);
const DAY_MS = 24 * 3_600_000;

function memory(most = Number.POSITIVE_INFINITY) {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (value.length > most) throw new DOMException('full', 'QuotaExceededError');
      items.set(key, value);
    },
    removeItem: (key: string) => void items.delete(key),
  };
}

function clientWith(answers: readonly (readonly [key: readonly unknown[], data: unknown, atMs: number])[]) {
  const client = new QueryClient();
  for (const [key, data, updatedAt] of answers) client.setQueryData(key, data, { updatedAt });
  return client;
}

describe('the kept view', () => {
  it("contains released and public data, and nothing of a session or of people's texts", () => {
    const store = memory();
    const client = clientWith([
      [['trends', { by: ['period'] }], { cells: [] }, NOW],
      [['session'], { csrfToken: 'secret-token' }, NOW],
      [['own-numbers', { origin: 'https://mk.example' }], { cells: ['an exact number'] }, NOW],
      [['notes'], { notes: ['a word of ours'] }, NOW],
      [['views'], { views: ['a view'] }, NOW],
      [['approvals'], 'what waits', NOW],
    ]);
    keepView(client, 'digest', store);
    const text = [...store.items.values()].join();
    for (const secret of [
      'secret-token',
      'an exact number',
      'mk.example',
      'a word of ours',
      'a view',
      'what waits',
    ])
      expect(text).not.toContain(secret);
    const other = new QueryClient();
    expect(restoreView(other, NOW, store)).toEqual({ whose: 'digest' });
    expect(other.getQueryData(['trends', { by: ['period'] }])).toEqual({ cells: [] });
    expect(other.getQueryCache().getAll()).toHaveLength(1);
  });

  it('is deleted for another session, after a sign-out, and after a day', () => {
    const fill = () => {
      const store = memory();
      keepView(clientWith([[['trends'], 1, NOW]]), 'mine', store);
      return store;
    };
    const [same, other, out, late] = [fill(), fill(), fill(), fill()];
    forgetOthers('mine', NOW, same);
    forgetOthers('public', NOW, other);
    forgetView(out);
    forgetOthers('mine', NOW + DAY_MS, late);
    expect([same, other, out, late].map(({ items }) => items.size)).toEqual([1, 0, 0, 0]);
    expect(restoreView(new QueryClient(), NOW + DAY_MS, same)).toBeUndefined();
  });

  it('never exceeds its maximum size, and keeps the newest data', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900_000 }), { minLength: 1, maxLength: 8 }), (sizes) => {
        const store = memory();
        keepView(
          clientWith(sizes.map((size, at) => [['trends', at], 'x'.repeat(size), NOW + at])),
          'mine',
          store,
        );
        const [text = ''] = store.items.values();
        expect(text.length).toBeLessThan(2_010_000);
        const other = new QueryClient();
        expect(restoreView(other, NOW, store)).toEqual({ whose: 'mine' });
        expect(other.getQueryData(['trends', sizes.length - 1])).toHaveLength(sizes.at(-1) ?? 0);
      }),
      { numRuns: 20 },
    );
  });

  it('is empty if the storage is full or contains other data', () => {
    const full = memory(10);
    keepView(clientWith([[['trends'], 1, NOW]]), 'mine', full);
    expect(full.items.size).toBe(0);
    for (const text of ['', '{', '[]', '{"whose":"mine","queries":[{}]}']) {
      const store = memory();
      store.items.set('waylight-kept-view', text);
      expect(restoreView(new QueryClient(), NOW, store)).toBeUndefined();
      forgetOthers('mine', NOW, store);
      expect(store.items.size).toBe(0);
    }
  });
});
