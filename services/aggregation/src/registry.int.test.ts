import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceError, status } from '@grpc/grpc-js';
import { askHttps, waitFor } from '@waylight/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { aggregationConfig } from './config.ts';
import { type AggregationService, createAggregationService } from './service.ts';
import { operationsClient } from './testing/operations-client.ts';
import { EMBEDDED, type OpenPair } from './testing/pairs.ts';
import { silentLog } from './testing/region.ts';
import { makeServiceFiles, type ServiceFiles } from './testing/service-files.ts';

let files: ServiceFiles;
let pair: OpenPair;
let service: AggregationService;

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
  service = await createAggregationService(config, { ...pair, log: silentLog });
  await service.start(new AbortController().signal);
});
afterAll(async () => {
  await service.stop();
  await pair.close();
  files.remove();
});

it('an operator who is taken out of the registry gets no further over gRPC and HTTP, without a restart', async () => {
  const operator = operationsClient(service.ports().operations, files.operator);
  const overHttp = async () =>
    (await askHttps(`https://localhost:${service.ports().operationsHttp}/v1/nothing`, files.operator)).status;
  await operator.getStatus();
  expect(await overHttp()).toBe(404);

  const file = join(files.dir, 'registry.json');
  const before = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(`${file}.new`, JSON.stringify({ ...before, version: 2, operators: ['somebody-else'] }));
  renameSync(`${file}.new`, file);
  await waitFor('HTTP refuses', async () => (await overHttp()) === 403);
  const { code } = (await operator.getStatus().catch((error: unknown) => error)) as ServiceError;
  expect(code).toBe(status.PERMISSION_DENIED);
  operator.close();
});
