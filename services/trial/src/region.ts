import { nodeName, parseRegistry } from '@waylight/access';
import { type AggregationService, aggregationConfig, createAggregationService } from '@waylight/aggregation';
import { NODE_COUNTRIES, type NodeCountry, topicRegistry } from '@waylight/contracts';
import { builtDashboard } from '@waylight/dashboard';
import { createEmbeddedEventLog, type EventLog } from '@waylight/event-log';
import { createInsightsService, insightsConfig } from '@waylight/insights';
import { createIntakeService, intakeConfig } from '@waylight/intake';
import {
  type Component,
  credentialPaths,
  type Logger,
  type Runnable,
  readJsonFile,
  startComponents,
} from '@waylight/service-kit';
import {
  createEmbeddedReleasedReader,
  createEmbeddedReleasedStore,
  createEmbeddedViewStore,
  type ReleasedStore,
  type ViewStore,
} from '@waylight/view-store';
import { serviceTls } from './credentials.ts';
import type { ExampleLoading } from './example-loading.ts';
import { insightsOrigin, type Layout, nodeHttpOrigin, PORTS } from './layout.ts';
import { developmentAccounts } from './provider/accounts.ts';
import { parseProviderSecrets } from './provider/provider-secrets.ts';
import {
  createTrialProvider,
  TRIAL_CLIENT_ID,
  type TrialProvider,
  trialIssuer,
} from './provider/trial-provider.ts';
import { repeatUntilCounted } from './repeat-until-counted.ts';

/** Number of partitions of the log. It is small, because one process reads all of them, and does not affect counts. */
const PARTITIONS = 1;

/** The printed link signs in as an analyst of this country's lead organisation. */
const LINK_COUNTRY: NodeCountry = 'MK';

const STOP_TIMEOUT_MS = 20_000;

export type RegionOptions = {
  readonly layout: Layout;
  readonly portOffset: number;
  /** If true, no period closes by the clock before `resumeReleases`, because the example data must be complete first. */
  readonly holdReleases: boolean;
  /** Releases and answers are marked as simulated. */
  readonly isSimulated: boolean;
  readonly log: Logger;
  /** Resolves when the pages are built. Without it they are, or are not served. */
  readonly waitForPages?: (signal: AbortSignal) => Promise<void>;
  /** Clocks other than the machine's: the example data and tests simulate years in minutes. */
  readonly clocks?: Partial<Record<ClockedService, () => number>>;
  /** The load of the example data at the first start. */
  readonly loading?: Pick<ExampleLoading, 'current' | 'beforeCall'>;
};

type ClockedService = 'nodes' | 'aggregation' | 'insights';

export type Region = Runnable & {
  /** Freezes due periods: they count the reports that are on the log now. */
  readonly freezeDuePeriods: (signal: AbortSignal) => Promise<void>;
  /** Closes due periods. */
  readonly closeDuePeriods: (signal: AbortSignal) => Promise<void>;
  /** Enables closing by the clock from now on. */
  readonly resumeReleases: () => void;
  /** Creates a URL that signs in as an analyst, once and within minutes. */
  readonly createSignInLink: () => SignInLink;
};

export type SignInLink = { readonly url: string; readonly organisation: string };

type Stores = {
  readonly eventLog: EventLog;
  readonly viewStore: ViewStore;
  readonly releasedStore: ReleasedStore;
};

/** The whole region in one process: embedded log and stores, six nodes, aggregation, insights and a sign-in provider. */
export function createRegion(options: RegionOptions): Region {
  const { layout, log } = options;
  let currentStores: Stores | undefined;
  let aggregation: AggregationService | undefined;
  let signIn: Pick<Region, 'createSignInLink'> | undefined;
  let running: { stop(): Promise<void> } | undefined;

  const stores = (): Stores => {
    if (currentStores === undefined) throw new TypeError('the stores are not open yet');
    return currentStores;
  };
  const requireAggregation = (): AggregationService => {
    if (aggregation === undefined) throw new TypeError('the region is not started yet');
    return aggregation;
  };
  const components: Component[] = [
    {
      name: 'log and stores',
      start: async () => {
        currentStores = await openStores(layout);
        return { stop: () => closeStores(stores()) };
      },
    },
    serviceComponent('aggregation', async () => {
      aggregation = await createAggregation(options, stores());
      return aggregation;
    }),
    ...NODE_COUNTRIES.map((country) =>
      serviceComponent(`intake ${country}`, () => createNode(options, stores(), country)),
    ),
    {
      name: 'sign-in provider',
      start: async (signal) => {
        const { provider, createSignInLink } = await createSignInProvider(layout, options.portOffset, log);
        signIn = { createSignInLink };
        return provider.start(signal);
      },
    },
    {
      name: 'pages',
      start: async (signal) => {
        await options.waitForPages?.(signal);
        return { stop: async () => {} };
      },
    },
    serviceComponent('insights', () => createInsights(options, stores())),
  ];
  return {
    async start(signal) {
      running = await startComponents({ log, signal, stopTimeoutMs: STOP_TIMEOUT_MS }, async ({ start }) => {
        for (const component of components) await start(component);
        return {};
      });
    },
    async stop() {
      await running?.stop();
    },
    freezeDuePeriods: (signal) =>
      repeatUntilCounted(() => requireAggregation().freezeDuePeriods(signal), signal),
    closeDuePeriods: (signal) =>
      repeatUntilCounted(() => requireAggregation().closeDuePeriods(signal), signal),
    resumeReleases: () => requireAggregation().resumeReleases(),
    createSignInLink: () => {
      if (signIn === undefined) throw new TypeError('the region is not started yet');
      return signIn.createSignInLink();
    },
  };
}

async function openStores(layout: Layout): Promise<Stores> {
  const eventLog = createEmbeddedEventLog({ file: layout.log });
  await eventLog.applyTopics(topicRegistry(PARTITIONS));
  return {
    eventLog,
    viewStore: await createEmbeddedViewStore({ file: layout.views }),
    releasedStore: await createEmbeddedReleasedStore({ file: layout.released }),
  };
}

async function closeStores({ eventLog, viewStore, releasedStore }: Stores): Promise<void> {
  await releasedStore.close();
  await viewStore.close();
  await eventLog.close();
}

function createAggregation(options: RegionOptions, stores: Stores) {
  const { layout, portOffset, holdReleases, isSimulated, log } = options;
  const config = aggregationConfig({
    WAYLIGHT_EVENT_LOG: 'embedded',
    WAYLIGHT_VIEW_STORE: 'embedded',
    WAYLIGHT_RELEASED_STORE: 'embedded',
    WAYLIGHT_PARTITIONS: String(PARTITIONS),
    WAYLIGHT_AGGREGATION_HOLD_RELEASES: String(holdReleases),
    WAYLIGHT_TRIAL: String(isSimulated),
    WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
    WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: layout.releaseSecret,
    WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: layout.signingKey,
    WAYLIGHT_AGGREGATION_AUDIT_FILE: layout.aggregationAudit,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_AGGREGATION_OPERATIONS_PORT: String(PORTS.operations + portOffset),
    WAYLIGHT_AGGREGATION_OPERATIONS_HTTP_PORT: String(PORTS.operationsHttp + portOffset),
    WAYLIGHT_AGGREGATION_OPS_PORT: String(PORTS.aggregationHealth + portOffset),
    ...tlsVariables('WAYLIGHT_AGGREGATION', layout, 'aggregation'),
  });
  return createAggregationService(config, {
    progressIntervalMs: 250,
    releaseIntervalMs: 1_000,
    publishesAtOnce: true,
    ...stores,
    ...clockOverride(options, 'aggregation'),
    log: log.with({ component: 'aggregation' }),
  });
}

function createNode(options: RegionOptions, { eventLog }: Stores, country: NodeCountry) {
  const { layout, portOffset, log, loading } = options;
  const browserTls = credentialPaths(layout.browser, nodeName(country));
  const config = intakeConfig({
    WAYLIGHT_INTAKE_COUNTRY: country,
    WAYLIGHT_INTAKE_PORT: String(PORTS.intake[country] + portOffset),
    WAYLIGHT_INTAKE_OPS_PORT: String(PORTS.intakeHealth[country] + portOffset),
    WAYLIGHT_INTAKE_HTTP_PORT: String(PORTS.intakeHttp[country] + portOffset),
    WAYLIGHT_INTAKE_HTTP_ORIGIN: insightsOrigin(portOffset),
    WAYLIGHT_INTAKE_HTTP_CERTIFICATE_FILE: browserTls.certificate,
    WAYLIGHT_INTAKE_HTTP_KEY_FILE: browserTls.key,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_INTAKE_KEYS_FILE: layout.nodeKeys(country),
    WAYLIGHT_INTAKE_DATA_DIR: layout.node(country),
    WAYLIGHT_EVENT_LOG: 'embedded',
    WAYLIGHT_PARTITIONS: String(PARTITIONS),
    ...tlsVariables('WAYLIGHT_INTAKE', layout, `intake-${country}`),
  });
  return createIntakeService(config, {
    eventLog,
    beforeCall: loading?.beforeCall,
    ...clockOverride(options, 'nodes'),
    log: log.with({ component: 'intake', node: country }),
  });
}

async function createInsights(options: RegionOptions, { eventLog }: Stores) {
  const { layout, portOffset, isSimulated, log, loading } = options;
  const pages = builtDashboard();
  const config = insightsConfig({
    WAYLIGHT_INSIGHTS_HTTP_PORT: String(PORTS.insightsHttp + portOffset),
    WAYLIGHT_INSIGHTS_GRPC_PORT: String(PORTS.insights + portOffset),
    WAYLIGHT_INSIGHTS_OPS_PORT: String(PORTS.insightsHealth + portOffset),
    WAYLIGHT_RELEASED_STORE: 'embedded',
    WAYLIGHT_RELEASED_FILE: layout.released,
    WAYLIGHT_INSIGHTS_DATABASE_FILE: layout.insights,
    WAYLIGHT_INSIGHTS_AUDIT_FILE: layout.insightsAudit,
    WAYLIGHT_EVENT_LOG: 'embedded',
    WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: layout.releaseKeys,
    WAYLIGHT_INSIGHTS_NODE_ENDPOINTS: NODE_COUNTRIES.map(
      (country) => `${country}=${nodeHttpOrigin(country, portOffset)}`,
    ).join(),
    ...signInVariables(layout, portOffset),
    WAYLIGHT_TRIAL: String(isSimulated),
    ...(pages === undefined ? {} : { WAYLIGHT_INSIGHTS_DASHBOARD_DIR: pages }),
    ...tlsVariables('WAYLIGHT_INSIGHTS', layout, 'insights'),
  });
  // Insights gets a read-only store of releases, so that it cannot read raw cells even in one process.
  const reader = await createEmbeddedReleasedReader({ file: layout.released });
  return createInsightsService(config, {
    reader,
    eventLog,
    beforeCall: loading?.beforeCall,
    exampleLoad: loading?.current,
    ...clockOverride(options, 'insights'),
    log: log.with({ component: 'insights' }),
  });
}

/** The sign-in provider of the trial, with the development accounts of the registry. */
async function createSignInProvider(
  layout: Layout,
  portOffset: number,
  log: Logger,
): Promise<{ readonly provider: TrialProvider } & Pick<Region, 'createSignInLink'>> {
  const { registry } = await readJsonFile(
    { variable: 'WAYLIGHT_REGISTRY_FILE', file: layout.registry },
    parseRegistry,
  );
  const named = { variable: '--data', file: layout.providerSecrets, secret: true };
  const { secrets } = await readJsonFile(named, parseProviderSecrets);
  const provider = createTrialProvider({
    port: PORTS.provider + portOffset,
    clientOrigin: insightsOrigin(portOffset),
    accounts: developmentAccounts(registry),
    secrets,
    log,
  });
  return {
    provider,
    createSignInLink: () => {
      const organisation = (registry.findLead(LINK_COUNTRY) ?? registry.organisations[0])?.id ?? '';
      return { organisation, url: provider.createSignInLink(organisation) };
    },
  };
}

/** Variables that make insights a client of the provider. */
function signInVariables(layout: Layout, portOffset: number): Readonly<Record<string, string>> {
  return {
    WAYLIGHT_INSIGHTS_PUBLIC_URL: insightsOrigin(portOffset),
    WAYLIGHT_INSIGHTS_OIDC_ISSUER: trialIssuer(PORTS.provider + portOffset),
    WAYLIGHT_INSIGHTS_OIDC_CLIENT_ID: TRIAL_CLIENT_ID,
    WAYLIGHT_INSIGHTS_OIDC_CLIENT_SECRET_FILE: layout.clientSecret,
    WAYLIGHT_INSIGHTS_SESSION_SECRET_FILE: layout.sessionSecret,
  };
}

function clockOverride({ clocks }: RegionOptions, service: ClockedService): { readonly now?: () => number } {
  const now = clocks?.[service];
  return now === undefined ? {} : { now };
}

/** A service as a component. Its `start` creates the service, so that a failed start leaves nothing open. */
function serviceComponent(name: string, create: () => Promise<Runnable>): Component {
  return {
    name,
    start: async (signal) => {
      const service = await create();
      try {
        await service.start(signal);
      } catch (error) {
        await service.stop().catch(() => undefined);
        throw error;
      }
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
