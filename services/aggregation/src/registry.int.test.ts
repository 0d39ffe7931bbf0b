import { type ServiceError, status } from '@grpc/grpc-js';
import { requestHttps, waitFor } from '@waylight/testing';
import type { InProcessRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RELEASE_LEASE } from './tasks/leader-task.ts';
import { operationsClient } from './testing/operations-client.ts';
import { putHeartbeat } from './testing/release-job.ts';
import { startAggregation, TODAY_MS } from './testing/start-aggregation.ts';

let region: InProcessRegion;
/** Delays previews until this promise is resolved. */
const gate = Promise.withResolvers<void>();
let isPreviewing = false;

beforeAll(async () => {
  region = await startAggregation({
    store: (viewStore) => ({
      ...viewStore,
      acquireLease: async (name, ...lease) => {
        if (name === RELEASE_LEASE) {
          isPreviewing = true;
          await gate.promise;
        }
        return viewStore.acquireLease(name, ...lease);
      },
    }),
  });
  await putHeartbeat(region, TODAY_MS / 86_400_000);
});
afterAll(() => region.stop());

it('refuses an operator over gRPC and HTTP right after a removal from the registry', async () => {
  const { aggregation } = region;
  const tls = await aggregation.tls();
  const operator = operationsClient(aggregation.service().ports().operations, tls);
  const fetchStatus = async (path: string): Promise<number> =>
    (await requestHttps(`${aggregation.httpAddress()}${path}`, tls)).status;
  await operator.getStatus();
  expect(await fetchStatus('/v1/nothing')).toBe(404);
  const previewed = fetchStatus('/v1/releases/preview');
  await waitFor('the preview to start', () => isPreviewing);

  region.changeRegistry(() => ({ operators: ['another-operator'] }));
  await waitFor('HTTP to refuse', async () => (await fetchStatus('/v1/nothing')) === 403);
  const { code } = (await operator.getStatus().catch((error: unknown) => error)) as ServiceError;
  expect(code).toBe(status.PERMISSION_DENIED);
  gate.resolve();
  expect(await previewed).toBe(403);
  operator.close();
});
