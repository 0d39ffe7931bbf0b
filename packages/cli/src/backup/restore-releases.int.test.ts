import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { copyTopic, readTopic, type TopicRecord } from '@waylight/backup';
import { RELEASES_TOPIC, topicRegistry } from '@waylight/contracts';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { restoreReleases } from './restore-releases.ts';

const release = (id: string) => ({ key: Buffer.from(id), value: Buffer.from(`release ${id}`) });
const RELEASES = ['a', 'b', 'c'].map(release);

let folder: string;
let copy: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'restore-releases-'));
  copy = join(folder, 'copy.jsonl');
  onTestFinished(() => rmSync(folder, { recursive: true }));
  await onLog('original', RELEASES, (log) => copyTopic(log, { topic: RELEASES_TOPIC, file: copy }));
});

const fileOf = (name: string) => join(folder, `${name}.sqlite`);

async function onLog<T>(
  name: string,
  records: typeof RELEASES,
  use: (log: ReturnType<typeof createEmbeddedEventLog>) => Promise<T>,
): Promise<T> {
  const log = createEmbeddedEventLog({ file: fileOf(name) });
  await log.applyTopics(topicRegistry(1, []));
  if (records.length > 0) await log.createAppender().append(RELEASES_TOPIC, records);
  const result = await use(log);
  await log.close();
  return result;
}

const restoreTo = (name: string, isDryRun = false) =>
  restoreReleases({ WAYLIGHT_EVENT_LOG: 'embedded', WAYLIGHT_EVENT_LOG_FILE: fileOf(name) }, copy, {
    isDryRun,
  });
const recordsOf = (name: string) =>
  onLog(name, [], async (log) => {
    const found: TopicRecord[] = [];
    for await (const one of readTopic(log, RELEASES_TOPIC)) found.push(one);
    return found;
  });

it('releases are restored to a log without the topic, and to one that has the first of them', async () => {
  expect(await restoreTo('new')).toBe(3);
  expect(await recordsOf('new')).toEqual(RELEASES);
  await onLog('interrupted', RELEASES.slice(0, 1), async () => undefined);
  expect(await restoreTo('interrupted', true)).toBe(2);
  expect(await recordsOf('interrupted')).toHaveLength(1);
  expect(await restoreTo('interrupted')).toBe(2);
  expect(await recordsOf('interrupted')).toEqual(RELEASES);
});

it('a log with later releases stays, and one with others is refused', async () => {
  await onLog('later', [...RELEASES, release('d')], async () => undefined);
  expect(await restoreTo('later')).toBe(0);
  await onLog('other', [release('a'), release('drawn again')], async () => undefined);
  await expect(restoreTo('other')).rejects.toMatchObject({
    message: 'the topic releases.v1 has other releases than the backup, from record 2 on',
    details: expect.arrayContaining([expect.stringContaining('WAYLIGHT_AGGREGATION_HOLD_RELEASES=true')]),
  });
  expect(await recordsOf('other')).toHaveLength(2);
});
