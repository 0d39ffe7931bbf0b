import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytes } from '../conformance/subject.ts';
import { releasedStoreConformance, viewStoreConformance } from '../conformance.ts';
import { ViewStoreUnavailableError } from '../errors.ts';
import { createEmbeddedReleasedReader, createEmbeddedReleasedStore } from './released.ts';
import { createEmbeddedViewStore } from './view-store.ts';

async function newFile(): Promise<{ file: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'waylight-view-store-'));
  return { file: join(folder, 'store.db'), remove: () => rm(folder, { recursive: true }) };
}

viewStoreConformance('embedded', async () => {
  const { file, remove } = await newFile();
  return {
    open: () => createEmbeddedViewStore({ file }),
    saveCopy: () => copyFile(file, `${file}.copy`),
    restoreCopy: () => copyFile(`${file}.copy`, file),
    remove,
  };
});

releasedStoreConformance('embedded', async () => {
  const { file, remove } = await newFile();
  return {
    open: () => createEmbeddedReleasedStore({ file }),
    openReader: () => createEmbeddedReleasedReader({ file }),
    remove,
  };
});

test('a reader of the released file cannot write to the file, and does not create a missing file', async () => {
  const { file, remove } = await newFile();
  await expect(createEmbeddedReleasedReader({ file })).rejects.toThrow(ViewStoreUnavailableError);
  const store = await createEmbeddedReleasedStore({ file });
  await store.putStatus('nodes', bytes('a'));
  await store.close();
  const reader = await createEmbeddedReleasedReader({ file });
  expect(await reader.revision()).toBe(1);
  expect('putTable' in reader).toBe(false);
  await reader.close();
  await remove();
});

test('a commit that fails midway leaves nothing behind', async () => {
  const { file, remove } = await newFile();
  const store = await createEmbeddedViewStore({ file });
  const raw = store.generation('g1');
  const { epoch } = await raw.claim('p');
  const cells = new Map([
    [
      'd1',
      new Map([
        ['a', '1'],
        ['b', {} as unknown as string],
      ]),
    ],
  ]);
  const next = { clusterId: 'c', topicId: 't', offset: 1 };
  const batch = { epoch, expected: null, next, contributions: new Map([['r', 'v']]), cells };
  await expect(raw.commit('p', batch)).rejects.toThrow();
  expect(await raw.snapshot('p')).toEqual({ position: null, buckets: new Map() });
  expect((await raw.read('p', { references: ['r'], cells: new Map() })).contributions).toEqual([null]);
  await store.close();
  await remove();
});
