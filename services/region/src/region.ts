import { type AggregationService, aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { NODE_COUNTRIES, topicRegistry } from '@waylight/contracts';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { createInsightsService, insightsConfig } from '@waylight/insights';
import { createIntakeService, readIntakeConfig } from '@waylight/intake';
import { type Component, type Logger, type Runnable, startInOrder } from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
} from '@waylight/view-store';
import { serviceTls } from './credentials.ts';
import { type Layout, PORTS } from './layout.ts';

/** Few, because one process reads them all: the number changes nothing that is counted. */
const PARTITIONS = 3;

const STOP_TIMEOUT_MS = 20_000;

export type RegionOptions = {
  readonly layout: Layout;
  readonly portOffset: number;
  /** Close no period until `letReleasesGo`: the example data must be in first. */
  readonly holdReleases: boolean;
  /** Accompanies released numbers. */
  readonly notice: string | undefined;
  readonly log: Logger;
};

export type Region = Runnable & { readonly letReleasesGo: () => void };

/** The whole region in one process: embedded log and stores, six country nodes, aggregation, insights. */
export function createRegion({ layout, portOffset, holdReleases, notice, log }: RegionOptions): Region {
  const port = (base: number) => String(base + portOffset);
  let aggregation: AggregationService | undefined;
  let running: { stop(): Promise<void> } | undefined;

  async function components(): Promise<Component[]> {
    const eventLog = createEmbeddedEventLog({ file: layout.log });
    const viewStore = await createEmbeddedViewStore({ file: layout.views });
    const releasedStore = await createEmbeddedReleasedStore({ file: layout.released });
    await eventLog.applyTopics(topicRegistry(PARTITIONS));
    const stores: Component = {
      name: 'log and stores',
      start: async () => ({
        stop: async () => {
          await releasedStore.close();
          await viewStore.close();
          await eventLog.close();
        },
      }),
    };

    aggregation = await createAggregationService(
      aggregationConfig({
        WAYLIGHT_EVENT_LOG: 'embedded',
        WAYLIGHT_VIEW_STORE: 'embedded',
        WAYLIGHT_RELEASED_STORE: 'embedded',
        WAYLIGHT_PARTITIONS: String(PARTITIONS),
        WAYLIGHT_AGGREGATION_PROGRESS_INTERVAL: '250ms',
        WAYLIGHT_AGGREGATION_HOLD_RELEASES: String(holdReleases),
        WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
        WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: layout.releaseSecret,
        WAYLIGHT_REGISTRY_FILE: layout.registry,
        WAYLIGHT_AGGREGATION_OPERATIONS_PORT: port(PORTS.operations),
        WAYLIGHT_AGGREGATION_OPS_PORT: port(PORTS.aggregationOps),
        ...tlsVariables('WAYLIGHT_AGGREGATION', layout, 'aggregation'),
      }),
      { eventLog, viewStore, releasedStore, log: log.with({ component: 'aggregation' }) },
    );
    const nodes = await Promise.all(
      NODE_COUNTRIES.map(async (country) => {
        const tls = serviceTls(layout, `intake-${country}`);
        return createIntakeService(
          readIntakeConfig({
            WAYLIGHT_INTAKE_COUNTRY: country,
            WAYLIGHT_INTAKE_PORT: port(PORTS.intake(country)),
            WAYLIGHT_INTAKE_OPS_PORT: port(PORTS.intakeOps(country)),
            WAYLIGHT_INTAKE_TLS_CA: tls.caFile,
            WAYLIGHT_INTAKE_TLS_CERT: tls.certificateFile,
            WAYLIGHT_INTAKE_TLS_KEY: tls.keyFile,
            WAYLIGHT_REGISTRY_FILE: layout.registry,
            WAYLIGHT_INTAKE_KEYS_FILE: layout.nodeKeys(country),
            WAYLIGHT_INTAKE_DATA_DIR: layout.node(country),
            WAYLIGHT_EVENT_LOG: 'embedded',
            WAYLIGHT_PARTITIONS: String(PARTITIONS),
          }),
          { eventLog, log: log.with({ component: 'intake', node: country }) },
        );
      }),
    );
    const insights = await createInsightsService(
      insightsConfig({
        WAYLIGHT_INSIGHTS_HTTP_PORT: port(PORTS.http),
        WAYLIGHT_INSIGHTS_GRPC_PORT: port(PORTS.insights),
        WAYLIGHT_INSIGHTS_OPS_PORT: port(PORTS.insightsOps),
        WAYLIGHT_RELEASED_STORE: 'embedded',
        WAYLIGHT_RELEASED_FILE: layout.released,
        WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
        WAYLIGHT_REGISTRY_FILE: layout.registry,
        WAYLIGHT_INSIGHTS_READER_TOKENS_FILE: layout.readerTokens,
        ...(notice === undefined ? {} : { WAYLIGHT_INSIGHTS_NOTICE: notice }),
        ...tlsVariables('WAYLIGHT_INSIGHTS', layout, 'insights'),
      }),
      {
        // A reader of its own: even in one process insights holds nothing that could read a raw cell.
        reader: await createEmbeddedReleasedReader({ file: layout.released }),
        log: log.with({ component: 'insights' }),
      },
    );
    return [
      stores,
      asComponent('aggregation', aggregation),
      ...nodes.map((node, i) => asComponent(`intake ${NODE_COUNTRIES[i]}`, node)),
      asComponent('insights', insights),
    ];
  }

  return {
    async start(signal) {
      running = await startInOrder(await components(), { log, signal, stopTimeoutMs: STOP_TIMEOUT_MS });
    },
    async stop() {
      await running?.stop();
    },
    letReleasesGo: () => aggregation?.letReleasesGo(),
  };
}

function asComponent(name: string, service: Runnable): Component {
  return {
    name,
    start: async (signal) => {
      await service.start(signal);
      return { stop: () => service.stop() };
    },
  };
}

function tlsVariables(prefix: string, layout: Layout, name: string): Record<string, string> {
  const { caFile, certificateFile, keyFile } = serviceTls(layout, name);
  return {
    [`${prefix}_TLS_CA_FILE`]: caFile,
    [`${prefix}_TLS_CERTIFICATE_FILE`]: certificateFile,
    [`${prefix}_TLS_KEY_FILE`]: keyFile,
  };
}
