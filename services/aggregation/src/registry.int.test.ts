import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceError, status } from '@grpc/grpc-js';
import { askHttps, waitFor } from '@waylight/testing';
import type { ViewStore } from '@waylight/view-store';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aggregationConfig } from './config.ts';
import { RELEASE_LEASE } from './leases.ts';
import { type AggregationService, createAggregationService } from './service.ts';
import { operationsClient } from './testing/operations-client.ts';
import { EMBEDDED, type OpenPair } from './testing/pairs.ts';
import { silentLog } from './testing/region.ts';
import { makeServiceFiles, type ServiceFiles } from './testing/service-files.ts';

let files: ServiceFiles;
let pair: OpenPair;
let service: AggregationService;
/** Holds up whoever previews, until it is opened. */
const gate = Promise.withResolvers<void>();
let isPreviewing = false;

beforeAll(async () => {
  files = await makeServiceFiles();
  pair = await EMBEDDED.open();
  const config = aggregationConfig({
    ...files.env,
    WAYLIGHT_PARTITIONS: '2',
    WAYLIGHT_AGGREGATION_OPERATIONS_PORT: '0',
    WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT: '0',
    WAYLIGHT_AGGREGATION_OPS_PORT: '0',
    WAYLIGHT_AGGREGATION_HOLD_RELEASES: 'true',
  });
  const viewStore: ViewStore = {
    ...pair.viewStore,
    acquireLease: async (name, ...lease) => {
      if (name === RELEASE_LEASE) {
        isPreviewing = true;
        await gate.promise;
      }
      return pair.viewStore.acquireLease(name, ...lease);
    },
  };
  service = await createAggregationService(config, { ...pair, viewStore, log: silentLog });
  await service.start(new AbortController().signal);
});
afterAll(async () => {
  await service.stop();
  await pair.close();
  files.remove();
});

it('an operator who is taken out of the registry gets no further over gRPC and HTTP, without a restart', async () => {
  const operator = operationsClient(service.ports().operations, files.operator);
  const ask = async (path: string): Promise<number> =>
    (await askHttps(`https://localhost:${service.ports().operationsHttp}${path}`, files.operator)).status;
  await operator.getStatus();
  expect(await ask('/v1/nothing')).toBe(404);
  const previewed = ask('/v1/releases/preview');
  await waitFor('the preview is being made', () => isPreviewing);

  const file = join(files.dir, 'registry.json');
  const before = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(`${file}.new`, JSON.stringify({ ...before, version: 2, operators: ['somebody-else'] }));
  renameSync(`${file}.new`, file);
  await waitFor('HTTP refuses', async () => (await ask('/v1/nothing')) === 403);
  const { code } = (await operator.getStatus().catch((error: unknown) => error)) as ServiceError;
  expect(code).toBe(status.PERMISSION_DENIED);
  gate.resolve();
  expect(await previewed).toBe(403);
  operator.close();
});
