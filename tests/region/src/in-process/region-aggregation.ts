import { type Client, Client as GrpcClient } from '@grpc/grpc-js';
import { operatorUri } from '@waylight/access';
import type { AggregationService } from '@waylight/aggregation';
import { aggregationPrincipal } from '@waylight/contracts';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';
import type { ReleasedStore, ViewStore } from '@waylight/view-store';
import { kafkaEnv, type RegionContext } from './region-context.ts';

/** The aggregation in the test's process. */
export type RegionAggregation = {
  readonly service: () => AggregationService;
  /** The address for operators. */
  readonly address: () => string;
  readonly httpAddress: () => string;
  /** A certificate with this URI name, issued once. Default: the operator "region". */
  readonly tls: (uri?: string) => Promise<TlsMaterial>;
  /** A connection for any service of the server, until the aggregation stops. */
  readonly client: (uri?: string) => Promise<Client>;
  readonly start: (env?: Readonly<Record<string, string>>) => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Restarts the service with the same files, and with changed settings if given. */
  readonly restart: (env?: Readonly<Record<string, string>>) => Promise<void>;
};

export async function createRegionAggregation(
  context: RegionContext,
  stores: { readonly viewStore: ViewStore; readonly releasedStore: ReleasedStore },
): Promise<RegionAggregation> {
  const { aggregationConfig, createAggregationService } = await import('@waylight/aggregation');
  const { files, clock } = context;
  const credentials = new Map<string, Promise<TlsMaterial>>();
  const clients = new Map<string, Client>();
  let service: AggregationService | undefined;

  const start: RegionAggregation['start'] = async (env = {}) => {
    const config = aggregationConfig({
      ...files.env.aggregation,
      ...(await kafkaEnv(context, 'AGGREGATION', aggregationPrincipal().commonName)),
      ...context.env,
      ...env,
    });
    const created = await createAggregationService(config, {
      chainHeadsMs: 20,
      progressIntervalMs: 20,
      generationWatchMs: 20,
      topicWatchMs: 500,
      publishesAtOnce: true,
      ...stores,
      ...context.eventLogOverride(),
      ...(clock && { now: () => clock.nowMs }),
      log: context.logger('aggregation'),
    });
    // A signal without a timeout, because HTTP listens until it aborts.
    await created.start(new AbortController().signal);
    service = created;
  };
  const stop = async (): Promise<void> => {
    for (const client of clients.values()) client.close();
    clients.clear();
    await service?.stop();
    service = undefined;
  };
  const requireService = (): AggregationService => {
    if (service === undefined) throw new Error('the aggregation is stopped');
    return service;
  };
  const address = (): string => `localhost:${requireService().ports().operations}`;
  const tls: RegionAggregation['tls'] = (uri = operatorUri('region')) => {
    const known = credentials.get(uri) ?? files.certificates.issue(uri);
    credentials.set(uri, known);
    return known;
  };
  return {
    ...{ address, tls, start, stop, service: requireService },
    httpAddress: () => `https://localhost:${requireService().ports().operationsHttp}`,
    client: async (uri = operatorUri('region')) => {
      const known = clients.get(uri) ?? new GrpcClient(address(), clientCredentials(await tls(uri)));
      clients.set(uri, known);
      return known;
    },
    async restart(env) {
      await stop();
      await start(env);
    },
  };
}
