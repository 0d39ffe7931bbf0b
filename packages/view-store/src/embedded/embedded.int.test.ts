import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bytes } from '../conformance/subject.ts';
import { expectPeriodsOf040, OF_040 } from '../conformance/version-0-4-0.ts';
import { releasedStoreConformance, viewStoreConformance } from '../conformance.ts';
import { ViewStoreUnavailableError } from '../errors.ts';
import { openDatabase } from './database.ts';
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

test('reads frozen periods and decisions of version 0.4.0', async () => {
  const { file, remove } = await newFile();
  const { partition, position, decided, undecided, decision, cell } = OF_040;
  const old = openDatabase({
    file,
    schema: `
      CREATE TABLE partition (id INTEGER PRIMARY KEY AUTOINCREMENT, generation TEXT NOT NULL, name TEXT NOT NULL,
        epoch INTEGER NOT NULL, position TEXT, summary BLOB, UNIQUE (generation, name));
      CREATE TABLE frozen_set (partition INTEGER NOT NULL, period TEXT NOT NULL, position TEXT,
        PRIMARY KEY (partition, period)) WITHOUT ROWID;
      CREATE TABLE frozen_cell (partition INTEGER NOT NULL, period TEXT NOT NULL, bucket TEXT NOT NULL, field TEXT NOT NULL,
        value BLOB NOT NULL, PRIMARY KEY (partition, period, bucket, field)) WITHOUT ROWID;
      CREATE TABLE kept_set (period TEXT NOT NULL, generation TEXT NOT NULL, name TEXT NOT NULL, partition INTEGER NOT NULL,
        PRIMARY KEY (period, name)) WITHOUT ROWID;
      CREATE TABLE decision (period TEXT PRIMARY KEY, body BLOB NOT NULL) WITHOUT ROWID;
    `,
  });
  old.prepare("INSERT INTO partition VALUES (7, 'g1', ?, 1, ?, NULL)").run(partition, position);
  for (const period of [decided, undecided]) {
    old.prepare('INSERT INTO frozen_set VALUES (7, ?, ?)').run(period, position);
    old
      .prepare('INSERT INTO frozen_cell VALUES (7, ?, ?, ?, ?)')
      .run(period, cell.bucket, cell.field, cell.value);
    old.prepare("INSERT INTO kept_set VALUES (?, 'g1', ?, 7)").run(period, partition);
  }
  old.prepare('INSERT INTO decision VALUES (?, ?)').run(decided, bytes(decision));
  old.close();

  const store = await createEmbeddedViewStore({ file });
  await expectPeriodsOf040(store);
  await store.close();
  await remove();
});
