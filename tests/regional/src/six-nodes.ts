/** Six country nodes in this process, over real mutual TLS, ledgers and one embedded event log, in a folder that goes with them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connection, connect } from '@waylight/cli';
import { NODE_COUNTRIES, type NodeCountry, topicRegistry } from '@waylight/contracts';
import { ListReportsRequest, type ReportSummary } from '@waylight/contracts/intake';
import { createEmbeddedEventLog } from '@waylight/event-log';
import { createIntakeService, createNodeKeys, type IntakeConfig, type IntakeService } from '@waylight/intake';
import { organisationUri, parseRegistry } from '@waylight/registry';
import { createAuthority, createLogger, createMetrics, issueCertificate } from '@waylight/service-kit';

const REGISTRY = new URL('../../../infra/registry/registry.json', import.meta.url);
const PARTITIONS = 3;
const DAYS = 1;

export type SixNodes = {
  readonly folder: string;
  readonly addresses: Readonly<Record<NodeCountry, string>>;
  /** Certificate files of an organisation, as the command line takes them. */
  readonly flags: (organisation: string) => {
    readonly ca: string;
    readonly certificate: string;
    readonly key: string;
  };
  /** Calls to a node as an organisation. */
  readonly nodes: (organisation: string) => (country: NodeCountry) => ReturnType<Connection['intake']>;
  /** All reports of an organisation at a node. */
  readonly reports: (organisation: string, country: NodeCountry) => Promise<ReportSummary[]>;
  readonly stopNode: (country: NodeCountry) => Promise<void>;
  readonly startNode: (country: NodeCountry) => Promise<void>;
  readonly logLines: readonly string[];
  readonly stop: () => Promise<void>;
};

export async function startSixNodes(
  organisations: readonly string[],
  over: Partial<IntakeConfig> = {},
): Promise<SixNodes> {
  const folder = mkdtempSync(join(tmpdir(), 'six-nodes-'));
  const file = (name: string, content: string): string => {
    const path = join(folder, name);
    writeFileSync(path, content, { mode: 0o600 });
    return path;
  };
  const registryText = readFileSync(REGISTRY, 'utf8');
  const parsed = parseRegistry(JSON.parse(registryText));
  if ('problems' in parsed) throw new Error(parsed.problems.join());
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: DAYS, now });
  const server = await issueCertificate(authority, {
    commonName: 'localhost',
    dns: ['localhost'],
    ip: ['127.0.0.1'],
    usage: 'server',
    days: DAYS,
    now,
  });
  const files = {
    caFile: file('ca.crt', authority.certificate),
    certificateFile: file('node.crt', server.certificate),
    keyFile: file('node.key', server.key),
    registryFile: file('registry.json', registryText),
  };
  for (const organisation of organisations) {
    const own = await issueCertificate(authority, {
      commonName: organisation,
      uri: organisationUri(organisation),
      usage: 'client',
      days: DAYS,
      now,
    });
    file(`${organisation}.crt`, own.certificate);
    file(`${organisation}.key`, own.key);
  }
  const keys = createNodeKeys(parsed.registry.organisations);
  const eventLog = createEmbeddedEventLog({ file: join(folder, 'log.sqlite') });
  await eventLog.applyTopics(topicRegistry(PARTITIONS));

  const logLines: string[] = [];
  const destination = { write: (line: string) => void logLines.push(line) };
  const running = new Map<NodeCountry, IntakeService>();
  const ports = new Map<NodeCountry, number>();
  const startNode = async (country: NodeCountry): Promise<void> => {
    const service = await createIntakeService(
      {
        country,
        host: '127.0.0.1',
        port: ports.get(country) ?? 0,
        opsHost: '127.0.0.1',
        httpHost: '127.0.0.1',
        ...files,
        keysFile: file(`${country}.keys.json`, JSON.stringify(keys[country])),
        dataDir: join(folder, country),
        eventLog: 'embedded',
        localNetwork: false,
        partitions: PARTITIONS,
        timeZone: 'Europe/Belgrade',
        ratePerSecond: 10_000,
        rateBurst: 10_000,
        maxRequestBytes: 131_072,
        relayLingerMs: 40,
        auditHeadsMs: 600_000,
        reportsKeptMonths: 36,
        acceptOldCopy: false,
        retentionMs: 600_000,
        heartbeatMs: 3_600_000,
        stopTimeoutMs: 2_000,
        logLevel: 'debug',
        ...over,
      },
      {
        eventLog,
        metrics: createMetrics({ service: 'intake' }),
        log: createLogger({ service: 'intake', level: 'debug', destination }),
        processFacts: {
          nodeOptions: [],
          limits: 'Max core file size        0        unlimited        bytes\n',
        },
      },
    );
    await service.start(new AbortController().signal);
    running.set(country, service);
    ports.set(country, service.ports().grpc);
  };
  const stopNode = async (country: NodeCountry): Promise<void> => {
    await running.get(country)?.stop();
    running.delete(country);
  };
  for (const country of NODE_COUNTRIES) await startNode(country);

  const addresses = Object.fromEntries(
    NODE_COUNTRIES.map((country) => [country, `localhost:${ports.get(country)}`]),
  ) as Record<NodeCountry, string>;
  const flags = (organisation: string) => ({
    ca: files.caFile,
    certificate: join(folder, `${organisation}.crt`),
    key: join(folder, `${organisation}.key`),
  });
  const connections = new Map<string, Promise<Connection>>();
  const { signal } = new AbortController();
  const nodes = (organisation: string) => async (country: NodeCountry) => {
    const key = `${organisation} ${country}`;
    const known =
      connections.get(key) ??
      connect(
        { env: { noColour: true }, cwd: folder, signal, say: () => undefined },
        { node: addresses[country], ...flags(organisation) },
      );
    connections.set(key, known);
    return (await known).intake(country);
  };
  return {
    folder,
    addresses,
    flags,
    nodes,
    logLines,
    startNode,
    stopNode,
    async reports(organisation, country) {
      const all: ReportSummary[] = [];
      const calls = await nodes(organisation)(country);
      let pageToken = '';
      do {
        const page = await calls.listReports(ListReportsRequest.fromPartial({ pageSize: 50, pageToken }));
        all.push(...page.reports);
        pageToken = page.nextPageToken;
      } while (pageToken !== '');
      return all;
    },
    async stop() {
      for (const connection of connections.values()) (await connection).close();
      for (const country of running.keys()) await stopNode(country);
      await eventLog.close();
      rmSync(folder, { recursive: true });
    },
  };
}
