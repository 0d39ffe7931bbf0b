import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ReleaseDiffersError } from '../errors.ts';
import type { ReleasedReader, ReleasedStore } from '../released-port.ts';
import { bytes, type ReleasedSubject, textOf } from './subject.ts';

const march = {
  id: 'country-type-month/2025-03',
  index: { table: 'country-type-month', period: '2025-03', audience: 'public' },
  body: new Uint8Array([0, 1, 254, 255]),
};

export function releasedStoreConformance(adapter: string, makeSubject: () => Promise<ReleasedSubject>): void {
  describe(`released store, ${adapter}`, () => {
    let subject: ReleasedSubject;
    let store: ReleasedStore;
    let reader: ReleasedReader;

    beforeEach(async () => {
      subject = await makeSubject();
      store = await subject.open();
      reader = await subject.openReader();
    });

    afterEach(async () => {
      await reader.close();
      await store.close();
      await subject.remove();
    });

    test('an empty store has no releases and revision 0', async () => {
      await reader.ping();
      expect(await reader.listReleases()).toEqual([]);
      expect(await reader.readRelease(march.id)).toBeNull();
      expect(await reader.readPublicRecord()).toEqual([]);
      expect(await reader.readStatus('nodes')).toBeNull();
      expect(await reader.revision()).toBe(0);
    });

    test('a released table is returned unchanged, and listed in the order of storing', async () => {
      const april = { ...march, id: 'country-type-month/2025-04', body: new Uint8Array() };
      expect(await store.putTable(april)).toBe('stored');
      expect(await store.putTable(march)).toBe('stored');
      const list = await reader.listReleases();
      expect(list.map(({ id }) => id)).toEqual([april.id, march.id]);
      expect(list[1]?.index).toEqual(march.index);
      const read = await reader.readRelease(march.id);
      expect(read?.index).toEqual(march.index);
      expect([...(read?.body ?? [])]).toEqual([...march.body]);
      expect((await reader.readRelease(april.id))?.body).toHaveLength(0);
    });

    test('storing the same table again changes nothing; storing other content under its id throws', async () => {
      await store.putTable(march);
      const revision = await reader.revision();
      const reordered = { audience: 'public', period: '2025-03', table: 'country-type-month' };
      expect(await store.putTable({ ...march, index: reordered })).toBe('already');
      await expect(store.putTable({ ...march, body: bytes('other') })).rejects.toThrow(ReleaseDiffersError);
      await expect(store.putTable({ ...march, index: {} })).rejects.toThrow(ReleaseDiffersError);
      expect([...((await reader.readRelease(march.id))?.body ?? [])]).toEqual([...march.body]);
      expect(await reader.revision()).toBe(revision);
    });

    test('a part of the public record is replaced only by a higher version', async () => {
      const put = (bucket: string, version: number, text: string) =>
        store.putPublicRecord({ bucket, version, body: bytes(text) });
      expect(await put('2025', 10, 'ten')).toBe('stored');
      expect(await put('2024', 9, 'nine')).toBe('stored');
      expect(await put('2025', 10, 'ten again')).toBe('kept');
      expect(await put('2025', 9, 'older')).toBe('kept');
      expect(await put('2025', 100, '|hundred')).toBe('stored');
      const parts = await reader.readPublicRecord();
      expect(parts.map(({ bucket, version, body }) => [bucket, version, textOf(body)])).toEqual([
        ['2024', 9, 'nine'],
        ['2025', 100, '|hundred'],
      ]);
      expect((await reader.readPublicRecord(['2030', '2024'])).map(({ bucket }) => bucket)).toEqual(['2024']);
      expect(await reader.readPublicRecord([])).toEqual([]);
    });

    test('a new status replaces the previous one completely', async () => {
      expect(await store.putStatus('nodes', bytes('{"MK":"under a day"}'))).toBe('stored');
      expect(await store.putStatus('nodes', bytes('{"MK":"older"}'))).toBe('stored');
      expect(textOf(await reader.readStatus('nodes'))).toBe('{"MK":"older"}');
    });

    test('the revision grows with every change, and only then', async () => {
      const seen = [await reader.revision()];
      const note = async () => seen.push(await reader.revision());
      await store.putTable(march).then(note);
      await store.putPublicRecord({ bucket: '2025', version: 1, body: bytes('a') }).then(note);
      await store.putStatus('nodes', bytes('a')).then(note);
      for (const [index, revision] of seen.entries()) {
        if (index > 0) expect(revision).toBeGreaterThan(seen[index - 1] ?? 0);
      }
      const last = seen.at(-1);
      await store.putTable(march);
      await store.putPublicRecord({ bucket: '2025', version: 1, body: bytes('b') });
      await store.putStatus('nodes', bytes('a'));
      await reader.listReleases();
      expect(await reader.revision()).toBe(last);
    });

    test('released content survives a restart of the store', async () => {
      await store.putTable(march);
      await store.close();
      store = await subject.open();
      expect(await store.putTable(march)).toBe('already');
      expect((await store.listReleases()).map(({ id }) => id)).toEqual([march.id]);
    });
  });
}
