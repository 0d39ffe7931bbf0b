import { join } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry, topicRegistry } from '@waylight/contracts';
import type { ReportEvent } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import { createEmbeddedEventLog, type EventLog } from '@waylight/event-log';
import type { InsightsOverrides } from '@waylight/insights';
import type { IntakeOverrides } from '@waylight/intake';
import { createLogger } from '@waylight/service-kit';
import { codeByNumber } from '@waylight/taxonomy';
import { type BaseCell, contributionOf, encodePublicRecord } from '@waylight/trends';
import {
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  type ReleasedStore,
  type ViewStore,
} from '@waylight/view-store';
import {
  createRegionFiles,
  type InProcessFileOptions,
  type InProcessFiles,
  PARTITIONS,
} from './in-process/files.ts';
import { createRegionAggregation, type RegionAggregation } from './in-process/region-aggregation.ts';
import {
  createClock,
  type KafkaLog,
  type RegionClock,
  type RegionContext,
} from './in-process/region-context.ts';
import { createRegionInsights, type RegionInsights } from './in-process/region-insights.ts';
import { createRegionNode, type RegionNode } from './in-process/region-node.ts';
import { signRelease } from './release-keys.ts';

/** The initial content of the released store. */
export type ReleasedFixtures = {
  readonly releases?: readonly ReleaseEvent[];
  /** Reports of the public record. */
  readonly publicRecord?: readonly ReportEvent[];
  readonly heartbeats?: readonly NodeHeartbeat[];
};

/** Countries with a node. Default: MK. */
export type InProcessOptions = InProcessFileOptions & {
  readonly run: 'in-process';
  readonly aggregation?: boolean;
  /** `sign-ins`: insights with a sign-in provider that has accounts of every role. */
  readonly insights?: boolean | 'sign-ins';
  /** Limits of insights. */
  readonly limits?: InsightsOverrides['limits'];
  /** The network of webhooks of insights. */
  readonly webhookNetwork?: InsightsOverrides['webhookNetwork'];
  /**
   * The event log. Default: a new embedded log. A function wraps it, for example to interrupt it. Each service opens a log in
   * Kafka with its own credential.
   */
  readonly log?: ((embedded: EventLog) => EventLog) | KafkaLog;
  /** Wraps the embedded stores of the aggregation. */
  readonly store?: (embedded: ViewStore) => ViewStore;
  readonly data?: ReleasedFixtures;
  /** The initial time of a clock that tests move. Default: the machine's clock. */
  readonly clock?: number;
  /** Overrides for every node. */
  readonly intake?: IntakeOverrides;
  /** Environment variables of services. */
  readonly env?: Readonly<Record<string, string>>;
};

export type InProcessRegion = Pick<InProcessFiles, 'folder' | 'certificates' | 'changeRegistry'> & {
  readonly files: InProcessFiles;
  /** The node of a country. Default: MK. */
  readonly node: (country?: NodeCountry) => RegionNode;
  readonly insights: RegionInsights;
  readonly aggregation: RegionAggregation;
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  /** The clock of all services, if it was set. */
  readonly clock: RegionClock;
  /** Lines of the services' logs, at every level. */
  readonly logLines: readonly string[];
  /** Stores a release for insights. It is signed with the region's key, unless it has a signature or the test has its own keys. */
  readonly release: (event: ReleaseEvent) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Starts services in the test's process, over real mutual TLS. */
export async function startInProcessRegion(options: InProcessOptions): Promise<InProcessRegion> {
  const { nodes: countries = ['MK'] } = options;
  const files = await createRegionFiles({ ...options, nodes: countries });
  const kafka = typeof options.log === 'object' ? options.log : undefined;
  const embedded =
    kafka === undefined
      ? await createEmbeddedLog(files, Number(options.env?.WAYLIGHT_PARTITIONS ?? PARTITIONS))
      : undefined;
  const wrapLog = typeof options.log === 'function' ? options.log : (eventLog: EventLog) => eventLog;
  const clock = options.clock === undefined ? undefined : createClock(options.clock);
  const logLines: string[] = [];
  const context: RegionContext = {
    ...{ files, kafka, clock },
    eventLogOverride: () => (embedded === undefined ? {} : { eventLog: wrapLog(embedded) }),
    logger: (service) =>
      createLogger({
        ...{ service, level: 'debug' },
        destination: { write: (line) => void logLines.push(line) },
      }),
    intakeOverrides: options.intake ?? {},
    env: options.env ?? {},
  };
  const releasedFile = join(files.folder, 'released.sqlite');
  const releasedStore = await createEmbeddedReleasedStore({ file: releasedFile });
  const embeddedViews = await createEmbeddedViewStore({ file: join(files.folder, 'views.sqlite') });
  const viewStore = options.store?.(embeddedViews) ?? embeddedViews;
  const release = async (event: ReleaseEvent): Promise<void> => {
    const isOurs = options.releaseKeys === undefined && event.signature.length === 0;
    const body = ReleaseEvent.encode(isOurs ? signRelease(event, files.signingKey) : event).finish();
    await releasedStore.putTable({ id: event.releaseId, index: {}, body });
  };
  await fillReleasedStore(releasedStore, options.data ?? {}, release);

  // The aggregation creates the topics of a log in Kafka.
  const aggregation =
    options.aggregation === true
      ? await createRegionAggregation(context, { viewStore, releasedStore })
      : undefined;
  const nodes = new Map<NodeCountry, RegionNode>();
  for (const country of countries) nodes.set(country, await createRegionNode(context, country));
  const { insights: withInsights = false } = options;
  const insights =
    withInsights === false
      ? undefined
      : await createRegionInsights(context, releasedFile, {
          withSignIns: withInsights === 'sign-ins',
          limits: options.limits,
          webhookNetwork: options.webhookNetwork,
        });
  const services = [aggregation, ...nodes.values(), insights].filter((one) => one !== undefined);
  for (const service of services) await service.start();
  return {
    ...{ files, viewStore, releasedStore, logLines, release },
    folder: files.folder,
    certificates: files.certificates,
    changeRegistry: files.changeRegistry,
    node: (country = 'MK') => requirePresent(nodes.get(country), `node of ${country}`),
    get insights() {
      return requirePresent(insights, 'insights');
    },
    get aggregation() {
      return requirePresent(aggregation, 'aggregation');
    },
    get eventLog() {
      return requirePresent(embedded, 'embedded log');
    },
    get clock() {
      return requirePresent(clock, 'clock of its own');
    },
    async stop() {
      for (const service of services.toReversed()) await service.stop();
      await embedded?.close();
      await embeddedViews.close();
      await releasedStore.close();
      files.remove();
    },
  };
}

function requirePresent<T>(part: T | undefined, what: string): T {
  if (part === undefined) throw new Error(`the region was started without ${what}`);
  return part;
}

async function createEmbeddedLog({ folder }: InProcessFiles, partitions: number): Promise<EventLog> {
  const eventLog = createEmbeddedEventLog({ file: join(folder, 'event-log.sqlite') });
  await eventLog.applyTopics(topicRegistry(partitions, NODE_COUNTRIES));
  return eventLog;
}

async function fillReleasedStore(
  store: ReleasedStore,
  { releases = [], publicRecord = [], heartbeats = [] }: ReleasedFixtures,
  release: InProcessRegion['release'],
): Promise<void> {
  for (const event of releases) await release(event);
  const cells = publicRecord.map(cellOf);
  for (const [year, ofYear] of Map.groupBy(cells, ({ bucket }) => bucket.slice(1, 5)))
    await store.putPublicRecord({ bucket: year, version: 1, body: encodePublicRecord(ofYear) });
  for (const heartbeat of heartbeats)
    await store.putStatus(
      `freshness.${codeByNumber('country', heartbeat.node)?.id}`,
      NodeHeartbeat.encode(heartbeat).finish(),
    );
}

function cellOf(report: ReportEvent): BaseCell {
  const { placement } = contributionOf(report);
  if (placement === undefined || report.change?.$case !== 'incident')
    throw new Error('a report of the fixture has no contribution');
  const { victims = 0 } = report.change.value;
  return { bucket: placement.bucket, field: placement.field, value: { reports: 1, incidents: 1, victims } };
}
