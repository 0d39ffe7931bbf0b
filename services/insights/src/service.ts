import { readFile } from 'node:fs/promises';
import { descriptorSet } from '@waylight/contracts';
import { InsightsServiceService } from '@waylight/contracts/insights';
import { parseReleasePlan, type ReleasePlan } from '@waylight/disclosure-control';
import { parseRegistry, type Registry } from '@waylight/registry';
import {
  ConfigError,
  createGrpcServer,
  createHealth,
  createHttpServer,
  createLogger,
  createMetrics,
  createOpsServer,
  type Logger,
  type Runnable,
  readKey,
  startInOrder,
} from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createRedisReleasedReader,
  type ReleasedReader,
} from '@waylight/view-store';
import { createViews } from './answers/view.ts';
import type { InsightsConfig } from './config.ts';
import type { InsightsContext } from './context.ts';
import { insightsHandlers } from './handlers/index.ts';
import { NO_READER_TOKENS, parseReaderTokens } from './http/reader-tokens.ts';
import { insightsRoutes } from './http/routes.ts';

export type InsightsOverrides = {
  readonly reader?: ReleasedReader;
  readonly log?: Logger;
  readonly now?: () => number;
};

export type InsightsService = Runnable & {
  readonly ready: () => Promise<boolean>;
  /** The ports in use, once started. */
  readonly ports: () => { readonly http: number; readonly grpc: number };
};

/** Serves released tables and the public record. It holds no credential that could read a raw cell. */
export async function createInsightsService(
  config: InsightsConfig,
  overrides: InsightsOverrides = {},
): Promise<InsightsService> {
  const now = overrides.now ?? Date.now;
  const log = overrides.log ?? createLogger({ service: 'insights', level: 'info' });
  const registry = await readRegistry(config.registryFile);
  const plan = await readPlan(config.planFile);
  const reader = overrides.reader ?? (await openReader(config));
  const tokens =
    config.readerTokensFile === undefined
      ? NO_READER_TOKENS
      : parseReaderTokens(JSON.parse(await readKey(config.readerTokensFile)));
  const context: InsightsContext = {
    views: createViews(reader),
    reader,
    plan,
    registry,
    notice: config.notice,
    now,
    watchIntervalMs: config.watchIntervalMs,
  };

  const health = createHealth({ now });
  health.add('ready', 'released-store', async () => {
    await reader.ping();
    return { ok: true };
  });
  const metrics = createMetrics({ service: 'insights' });
  const grpc = createGrpcServer({
    name: 'gRPC of insights',
    host: config.host,
    port: config.grpcPort,
    tls: {
      ca: await readFile(config.caFile, 'utf8'),
      certificate: await readFile(config.certificateFile, 'utf8'),
      key: await readKey(config.keyFile),
    },
    log,
    health,
    metrics,
    descriptorSet: descriptorSet(),
    now,
  });
  grpc.addService(InsightsServiceService, insightsHandlers(context));
  const http = createHttpServer({
    name: 'HTTP of insights',
    host: config.host,
    port: config.httpPort,
    log,
    routes: (app) => insightsRoutes(app, context, tokens, health),
  });
  const ops = createOpsServer({
    name: 'health and metrics of insights',
    host: config.host,
    port: config.opsPort,
    log,
    health,
    metrics,
  });

  const store = { name: 'released store', start: async () => ({ stop: () => reader.close() }) };
  let running: Awaited<ReturnType<typeof startInOrder>> | undefined;
  return {
    async start(signal) {
      running = await startInOrder([store, grpc, http, ops], { log, signal, stopTimeoutMs: 10_000 });
    },
    async stop() {
      health.stopping();
      await running?.stop();
    },
    ready: async () => running !== undefined && (await health.ready()).ok,
    ports: () => ({ http: http.port(), grpc: grpc.port() }),
  };
}

async function readRegistry(file: string): Promise<Registry> {
  const parsed = parseRegistry(JSON.parse(await readFile(file, 'utf8')));
  if ('registry' in parsed) return parsed.registry;
  throw new ConfigError([
    { variable: 'WAYLIGHT_REGISTRY_FILE', got: file, missing: false, wants: parsed.problems.join('; ') },
  ]);
}

async function readPlan(file: string): Promise<ReleasePlan> {
  const parsed = parseReleasePlan(JSON.parse(await readFile(file, 'utf8')));
  if (parsed.ok) return parsed.plan;
  const problems = parsed.problems.map(({ path, problem }) => `${path}: ${problem}`).join('; ');
  throw new ConfigError([
    { variable: 'WAYLIGHT_RELEASE_PLAN_FILE', got: file, missing: false, wants: problems },
  ]);
}

async function openReader(config: InsightsConfig): Promise<ReleasedReader> {
  if (config.releasedStore === 'redis' && config.releasedUrl !== undefined)
    return createRedisReleasedReader({ url: config.releasedUrl, namespace: config.namespace });
  if (config.releasedStore === 'embedded' && config.releasedFile !== undefined)
    return createEmbeddedReleasedReader({ file: config.releasedFile });
  throw new ConfigError([
    {
      variable: config.releasedStore === 'redis' ? 'WAYLIGHT_INSIGHTS_REDIS_URL' : 'WAYLIGHT_RELEASED_FILE',
      got: null,
      missing: true,
      wants: `the place of the ${config.releasedStore} released store`,
    },
  ]);
}
