import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { operatorUri } from '@waylight/access';
import { Country } from '@waylight/contracts/incident';
import { ONE_TABLE_PLAN } from '@waylight/disclosure-control';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { bareEnvironment, waitFor } from '@waylight/testing';
import { createRegionFiles, type InProcessFiles } from '@waylight/tests-region';
import { createEmbeddedViewStore } from '@waylight/view-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportEvent, reportRecord } from './testing/events.ts';
import { histories } from './testing/histories.ts';
import { operationsClient } from './testing/operations-client.ts';
import { countFinalStates } from './testing/plain-cells.ts';
import { cellsOf, makeTopics, send } from './testing/region.ts';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
const KILLS = 3;

let files: InProcessFiles;
let child: ChildProcess | undefined;

beforeAll(async () => {
  files = await createRegionFiles({ plan: ONE_TABLE_PLAN });
});

afterAll(() => {
  child?.kill('SIGKILL');
  files.remove();
});

it('counts every report exactly once, although its process is killed repeatedly', async () => {
  const log = join(files.folder, 'log.sqlite');
  const views = join(files.folder, 'views.sqlite');
  const events = histories(12_000, 31);
  const eventLog = createEmbeddedEventLog({ file: log });
  await makeTopics(eventLog, 4, ['MK']);
  // All reports are sent twice in the order of revisions, because compaction keeps the last message of each
  // report.
  const inOrder = events.toSorted((a, b) => a.revision - b.revision);
  const records = [...inOrder, ...inOrder].map((one) => reportRecord({ ...one, node: Country.MK }));
  await send(eventLog, 'MK', records);
  await eventLog.close();

  const start = (): ChildProcess =>
    spawn(process.execPath, [MAIN], {
      stdio: 'ignore',
      env: {
        ...bareEnvironment(),
        ...files.env.aggregation,
        WAYLIGHT_EVENT_LOG: 'embedded',
        WAYLIGHT_EVENT_LOG_FILE: log,
        WAYLIGHT_VIEW_STORE: 'embedded',
        WAYLIGHT_VIEW_STORE_FILE: views,
        WAYLIGHT_RELEASED_STORE: 'embedded',
        WAYLIGHT_RELEASED_FILE: join(files.folder, 'released.sqlite'),
        WAYLIGHT_PARTITIONS: '4',
        WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
        WAYLIGHT_AGGREGATION_OPS_PORT: '0',
      },
    });
  const operator = operationsClient(
    files.ports.operations,
    await files.certificates.issue(operatorUri('region')),
  );
  /** Offsets that are not counted yet; undefined while the process does not respond. */
  const lag = async (): Promise<number | undefined> => {
    const status = await operator.getStatus().catch(() => undefined);
    return status?.partitions.reduce((sum, one) => sum + Number(one.lag), 0);
  };

  const viewStore = await createEmbeddedViewStore({ file: views });
  const store = viewStore.generation('g1');
  /** The test reads the position from the store's file, because the counting process would respond late. */
  const readCounted = async (): Promise<number> => {
    const positions = await Promise.all((await store.partitions()).map((name) => store.position(name)));
    return positions.reduce((sum, position) => sum + (position?.offset ?? 0), 0);
  };

  const killedAt: number[] = [];
  for (let kill = 1; kill <= KILLS; kill++) {
    const before = await readCounted();
    child = start();
    await waitFor('commits', async () => (await readCounted()) > before, { deadlineMs: 60_000, everyMs: 1 });
    child.kill('SIGKILL');
    await once(child, 'exit');
    killedAt.push(await readCounted());
  }
  // Each kill happened while the process was counting, at a later position than the one before.
  expect(killedAt.at(-1)).toBeLessThan(records.length);

  child = start();
  await waitFor('the remaining reports to be counted', async () => (await lag()) === 0, {
    deadlineMs: 60_000,
  });
  operator.close();
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
  const truth = countFinalStates(events.map((one) => reportEvent({ ...one, node: Country.MK })));
  expect(await cellsOf(store)).toEqual(truth);
  await viewStore.close();
});
