import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import { InsightsServiceClient, InsightsServiceService } from '@waylight/contracts/insights';
import { IntakeServiceClient, IntakeServiceService } from '@waylight/contracts/intake';
import type { Credential } from '@waylight/service-kit';
import { clientCredentials, createRpcClient, type RpcClient } from '@waylight/service-kit/client';
import { type Layout, PORTS } from './layout.ts';

const CALL_TIMEOUT_MS = 30_000;
const POLL_MS = 100;

const CHANNEL = {
  // A page of 1,000 reports is larger than the default of 4 MiB.
  'grpc.max_receive_message_length': 64 * 1024 * 1024,
  'grpc.enable_http_proxy': 0,
};

/** A running trial; `signal` ends all calls. */
export type RunningTrial = {
  readonly layout: Layout;
  readonly portOffset: number;
  readonly signal: AbortSignal;
  /** The certificate with which an organisation's example data is sent. */
  readonly credentialOf: (organisation: string) => Promise<Credential>;
};

export type IntakeCalls = RpcClient<typeof IntakeServiceService>;

export type RegionClients = {
  readonly intake: (country: NodeCountry) => Promise<IntakeCalls>;
  readonly insights: RpcClient<typeof InsightsServiceService>;
};

/** Opens clients that present a certificate of an organisation. */
export async function openClientsOf(
  organisation: string,
  { layout, portOffset, signal, credentialOf }: RunningTrial,
): Promise<RegionClients & { readonly close: () => void }> {
  const ca = await readFile(join(layout.certs, 'ca.crt'), 'utf8');
  const credentials = clientCredentials({ ca, ...(await credentialOf(organisation)) });
  const nodes = new Map<NodeCountry, { readonly client: IntakeServiceClient; readonly calls: IntakeCalls }>();
  const addressOf = (port: number) => `localhost:${port + portOffset}`;
  const callsTo = (address: string) => ({ address, timeoutMs: CALL_TIMEOUT_MS, signal });
  const insights = new InsightsServiceClient(addressOf(PORTS.insights), credentials, CHANNEL);
  const openNode = (country: NodeCountry) => {
    const address = addressOf(PORTS.intake[country]);
    const client = new IntakeServiceClient(address, credentials, CHANNEL);
    return { client, calls: createRpcClient(client, IntakeServiceService, callsTo(address)) };
  };
  return {
    intake(country) {
      const node = nodes.get(country) ?? openNode(country);
      nodes.set(country, node);
      return Promise.resolve(node.calls);
    },
    insights: createRpcClient(insights, InsightsServiceService, callsTo(addressOf(PORTS.insights))),
    close: () => {
      insights.close();
      for (const { client } of nodes.values()) client.close();
    },
  };
}

/** Runs work with clients that present the certificate of an organisation, and closes them. */
export async function withClientsOf<T>(
  organisation: string,
  trial: RunningTrial,
  work: (clients: RegionClients) => Promise<T>,
): Promise<T> {
  const clients = await openClientsOf(organisation, trial);
  try {
    return await work(clients);
  } finally {
    clients.close();
  }
}

/** Checks a condition ten times a second. Throws when the signal aborts. */
export async function waitUntil(signal: AbortSignal, condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await wait(POLL_MS, undefined, { signal });
}
