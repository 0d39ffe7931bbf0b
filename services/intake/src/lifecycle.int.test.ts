import { once } from 'node:events';
import { createServer } from 'node:net';
import { createLogger } from '@waylight/service-kit';
import { createRegionFiles, type InProcessFiles } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { intakeConfig } from './config.ts';
import { createIntakeService } from './service.ts';

const RUNNING = new AbortController().signal;

let files: InProcessFiles;
const createService = () =>
  createIntakeService(intakeConfig(files.env.intake('MK')), {
    log: createLogger({ service: 'intake', level: 'silent' }),
    processFacts: { nodeOptions: [], limits: undefined },
  });

beforeAll(async () => {
  files = await createRegionFiles({ registry: 'small', nodes: ['MK'] });
});
afterAll(() => files.remove());

it('a failed start releases the ledger, and a stop can be repeated', async () => {
  const blocker = createServer().listen(files.ports.intake('MK'), '127.0.0.1');
  await once(blocker, 'listening');
  const failed = await createService();
  await expect(failed.start(RUNNING)).rejects.toMatchObject({ code: 'PORT_TAKEN' });
  await failed.stop();
  blocker.close();

  const service = await createService();
  expect(await service.ready()).toBe(false);
  await service.start(RUNNING);
  expect(await service.ready()).toBe(true);
  await Promise.all([service.stop(), service.stop()]);
  expect(await service.ready()).toBe(false);
});

it('an aborted start throws the reason, and the next start succeeds', async () => {
  const reason = new Error('aborted');
  const aborted = await createService();
  await expect(aborted.start(AbortSignal.abort(reason))).rejects.toBe(reason);
  const service = await createService();
  await service.start(RUNNING);
  await service.stop();
});
