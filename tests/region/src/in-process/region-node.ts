import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { officerUri, operatorUri, organisationUri } from '@waylight/access';
import { type NodeCountry, nodePrincipal } from '@waylight/contracts';
import { IntakeServiceClient } from '@waylight/contracts/intake';
import type { IntakeService } from '@waylight/intake';
import type { NodeKeys } from '@waylight/node-keys';
import { ledgerKey, reportReference } from '@waylight/pseudonymisation';
import { clientCredentials, createMetrics, type Metrics, type TlsMaterial } from '@waylight/service-kit';
import { decryptSqlite } from '@waylight/testing';
import { kafkaEnv, type RegionContext } from './region-context.ts';

/** A country node in the test's process. */
export type RegionNode = {
  readonly country: NodeCountry;
  readonly address: string;
  readonly service: () => IntakeService;
  /** A client with this URI name in its certificate, or without a name. It is closed when the node stops. */
  readonly client: (uri?: string) => Promise<IntakeServiceClient>;
  readonly organisation: (organisation: string) => Promise<IntakeServiceClient>;
  readonly operator: () => Promise<IntakeServiceClient>;
  readonly officer: (id: string) => Promise<IntakeServiceClient>;
  /** A client with this certificate. */
  readonly connect: (tls: TlsMaterial) => IntakeServiceClient;
  /** Replaces the keys file. */
  readonly changeKeys: (change: (before: NodeKeys) => Partial<NodeKeys>) => void;
  /** The reference by which the log names a report, in hex. */
  readonly reference: (organisation: string, reportId: string) => string;
  readonly contentKey: () => Uint8Array;
  readonly ledgerKey: () => Uint8Array;
  readonly ledgerFile: string;
  /** The decrypted ledger. */
  readonly readDecryptedLedger: () => Promise<Buffer>;
  /** The node's metrics in Prometheus text format. */
  readonly metrics: () => Promise<string>;
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
  /** Stops the node, changes its files, and starts it. */
  readonly restart: (between?: () => void) => Promise<void>;
};

export async function createRegionNode(context: RegionContext, country: NodeCountry): Promise<RegionNode> {
  const { createIntakeService, intakeConfig } = await import('@waylight/intake');
  const { files, clock } = context;
  const config = intakeConfig({
    ...files.env.intake(country),
    WAYLIGHT_INTAKE_RATE_PER_SECOND: '10000',
    WAYLIGHT_INTAKE_RATE_BURST: '10000',
    ...(await kafkaEnv(context, 'INTAKE', nodePrincipal(country).commonName)),
    ...context.env,
  });
  const readKeys = (): NodeKeys => JSON.parse(readFileSync(config.keysFile, 'utf8'));
  const contentKey = (): Uint8Array => Buffer.from(readKeys().contentKey, 'base64');
  const ownLedgerKey = (): Uint8Array => ledgerKey(contentKey(), country);
  const ledgerFile = join(config.dataDir, 'ledger.sqlite');
  const address = `localhost:${config.port}`;
  const clients = new Map<string | undefined, IntakeServiceClient>();
  let metrics: Metrics | undefined;
  let service: IntakeService | undefined;

  const start = async (): Promise<void> => {
    metrics = createMetrics({ service: 'intake' });
    const made = await createIntakeService(config, {
      ...context.eventLogOverride(),
      metrics,
      log: context.logger('intake'),
      ...(clock && { now: () => clock.nowMs, elapsed: () => clock.nowMs }),
      processFacts: { nodeOptions: [], limits: undefined },
      chainHeadsMs: 100,
      expiryIntervalMs: 50,
      stopTimeoutMs: 5_000,
      ...context.intakeOverrides,
    });
    await made.start(new AbortController().signal);
    service = made;
  };
  const stop = async (): Promise<void> => {
    for (const open of clients.values()) open.close();
    clients.clear();
    await service?.stop();
    service = undefined;
  };
  const connect = (tls: TlsMaterial) => new IntakeServiceClient(address, clientCredentials(tls));
  const client: RegionNode['client'] = async (uri) => {
    const known = clients.get(uri) ?? connect(await files.certificates.issue(uri));
    clients.set(uri, known);
    return known;
  };
  return {
    ...{ country, address, client, connect, start, stop, contentKey, ledgerFile },
    service: () => {
      if (service === undefined) throw new Error(`the node of ${country} is stopped`);
      return service;
    },
    organisation: (organisation) => client(organisationUri(organisation)),
    operator: () => client(operatorUri('region')),
    officer: (id) => client(officerUri(id)),
    changeKeys: (change) => {
      const before = readKeys();
      files.write(join('keys', `node-${country}.json`), JSON.stringify({ ...before, ...change(before) }));
    },
    reference: (organisation, reportId) => {
      const key = Buffer.from(readKeys().referenceKeys[organisation] ?? '', 'base64');
      return Buffer.from(reportReference(key, organisation, reportId)).toString('hex');
    },
    ledgerKey: ownLedgerKey,
    readDecryptedLedger: () => decryptSqlite(ledgerFile, ownLedgerKey()),
    metrics: async () => (await metrics?.expose())?.body ?? '',
    restart: async (between) => {
      await stop();
      between?.();
      await start();
    },
  };
}
