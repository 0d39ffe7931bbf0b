import { join } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry, topicRegistry } from '@waylight/contracts';
import type { ReportEvent } from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import { createEmbeddedEventLog, type EventLog } from '@waylight/event-log';
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

/** What a store of released tables holds at the start. */
export type ReleasedFixtures = {
  readonly releases?: readonly ReleaseEvent[];
  /** Reports that the public record counts. */
  readonly publicRecord?: readonly ReportEvent[];
  readonly heartbeats?: readonly NodeHeartbeat[];
};

/** Without `nodes`, that of MK runs. */
export type InProcessOptions = InProcessFileOptions & {
  readonly run: 'in-process';
  readonly aggregation?: boolean;
  /** `sign-ins`: with a provider at which accounts of every role sign in. */
  readonly insights?: boolean | 'sign-ins';
  /**
   * By default a log of its own, embedded. A function puts something between it and the services, such as a line that can be cut.
   * A log in Kafka is opened by each service with its own credential.
   */
  readonly log?: ((embedded: EventLog) => EventLog) | KafkaLog;
  /** Puts something between the embedded stores and the aggregation. */
  readonly store?: (embedded: ViewStore) => ViewStore;
  readonly data?: ReleasedFixtures;
  /** Time at which the services' clock stands; without it they have the machine's. */
  readonly clock?: number;
  /** Settings of services, by the names of their variables. */
  readonly env?: Readonly<Record<string, string>>;
};

export type InProcessRegion = Pick<InProcessFiles, 'folder' | 'certificates' | 'changeRegistry'> & {
  readonly files: InProcessFiles;
  /** The node of a country; of MK by default. */
  readonly node: (country?: NodeCountry) => RegionNode;
  readonly insights: RegionInsights;
  readonly aggregation: RegionAggregation;
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
  /** The clock of all services, where it was given. */
  readonly clock: RegionClock;
  /** Lines that services logged, at every level. */
  readonly logLines: readonly string[];
  /** Puts a release where insights reads. It is signed with the region's key unless it has a signature or the test its own keys. */
  readonly release: (event: ReleaseEvent) => Promise<void>;
  readonly stop: () => Promise<void>;
};

/** Services in the test's own process, over real mutual TLS. */
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

  // The aggregation makes the topics of a log in Kafka.
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
      : await createRegionInsights(context, releasedFile, withInsights === 'sign-ins');
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
  if (part === undefined) throw new Error(`the region was started without a ${what}`);
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
    throw new Error('a report of the fixture counts nowhere');
  const { victims = 0 } = report.change.value;
  return { bucket: placement.bucket, field: placement.field, value: { reports: 1, incidents: 1, victims } };
}
