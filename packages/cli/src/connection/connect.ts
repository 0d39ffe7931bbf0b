import type { Client } from '@grpc/grpc-js';
import type { NodeCountry } from '@waylight/contracts';
import type { AuditServiceService, RetentionServiceService } from '@waylight/contracts/audit';
import type { InsightsServiceService } from '@waylight/contracts/insights';
import type { IntakeServiceService } from '@waylight/contracts/intake';
import type { OperationsServiceService } from '@waylight/contracts/operations';
import { createRpcClient, type RpcClient } from '@waylight/service-kit/client';
import type { CliEnvironment } from '../config.ts';
import { EXIT } from '../exit-codes.ts';
import { CommandFailure } from '../failure.ts';
import { type ConnectionFlags, parseTimeoutMs, resolveFlags } from './flags.ts';
import { type Caller, findIdentity, type Identity } from './identity.ts';
import { createNodeCheck, type ServerCheck } from './node-check.ts';
import { locateRegion, type RegionLocation } from './region-location.ts';

export type IntakeCalls = RpcClient<typeof IntakeServiceService>;
export type InsightsCalls = RpcClient<typeof InsightsServiceService>;
export type AuditCalls = RpcClient<typeof AuditServiceService>;
export type RetentionCalls = RpcClient<typeof RetentionServiceService>;
export type OperationsCalls = RpcClient<typeof OperationsServiceService>;

/** A service that has an audit. */
export type AuditedService = NodeCountry | 'aggregation' | 'insights';

/** Calls to the region in the name of one organisation or operator. The first call opens the connection. */
export type Connection = {
  /** The holder of the caller's certificate. */
  readonly name: string;
  readonly location: RegionLocation;
  /** `any`: the node at --node, whatever its country. */
  readonly intake: (country: NodeCountry | 'any') => Promise<IntakeCalls>;
  readonly insights: () => Promise<InsightsCalls>;
  readonly operations: () => Promise<OperationsCalls>;
  readonly audit: (of: AuditedService) => Promise<AuditCalls>;
  readonly retention: (of: NodeCountry | 'aggregation') => Promise<RetentionCalls>;
  readonly close: () => void;
};

export type ConnectContext = {
  readonly env: CliEnvironment;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly printMessage: (line: string) => void;
};

const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/** Finds certificate and addresses. Contracts and gRPC are loaded here, so that `--help` is fast. */
export async function connect(
  context: ConnectContext,
  commandFlags: ConnectionFlags,
  caller: Caller = {},
): Promise<Connection> {
  const flags = resolveFlags(commandFlags, context.env);
  const location = await locateRegion(flags, context.cwd);
  const identity = await findIdentity(flags, location, caller, context.printMessage);
  const dialer = await createDialer(identity);
  const timeoutMs = parseTimeoutMs(flags.timeout);

  /** The client of a service at its address, and the settings of its calls. */
  const dial = (address: string, kind: 'node' | 'insights' | 'operations', check?: ServerCheck) => ({
    client: dialer.dial(address, location.serverName(kind), check),
    settings: { address, timeoutMs, signal: context.signal },
  });
  const checks = new Map<NodeCountry, ServerCheck>();
  const dialNode = async (country: NodeCountry | 'any') => {
    // With --node, all countries have the same address.
    if (country === 'any') return dial(location.intake('MK'), 'node');
    const check = checks.get(country) ?? (await createNodeCheck(country));
    checks.set(country, check);
    return dial(location.intake(country), 'node', check);
  };
  const dialInsights = () => dial(location.insights, 'insights');
  const dialOperations = () => dial(location.operations, 'operations');
  const dialAuditedService = async (of: AuditedService) => {
    if (of === 'aggregation') return dialOperations();
    return of === 'insights' ? dialInsights() : dialNode(of);
  };

  return {
    name: identity.name,
    location,
    async intake(country) {
      const { IntakeServiceService } = await import('@waylight/contracts/intake');
      const { client, settings } = await dialNode(country);
      return createRpcClient(client, IntakeServiceService, settings);
    },
    async insights() {
      const { InsightsServiceService } = await import('@waylight/contracts/insights');
      const { client, settings } = dialInsights();
      return createRpcClient(client, InsightsServiceService, settings);
    },
    async operations() {
      const { OperationsServiceService } = await import('@waylight/contracts/operations');
      const { client, settings } = dialOperations();
      return createRpcClient(client, OperationsServiceService, settings);
    },
    async audit(of) {
      const { AuditServiceService } = await import('@waylight/contracts/audit');
      const { client, settings } = await dialAuditedService(of);
      return createRpcClient(client, AuditServiceService, settings);
    },
    async retention(of) {
      const { RetentionServiceService } = await import('@waylight/contracts/audit');
      const { client, settings } = await dialAuditedService(of);
      return createRpcClient(client, RetentionServiceService, settings);
    },
    close: dialer.close,
  };
}

/** Opens one client for each address and check. `serverName` is set in a trial: the name in the server's certificate. */
async function createDialer(identity: Identity) {
  const { Client } = await import('@grpc/grpc-js');
  const { clientCredentials } = await import('@waylight/service-kit/client');
  const clients = new Map<string, Map<ServerCheck | undefined, Client>>();
  const credentials = (check: ServerCheck | undefined) => {
    try {
      return clientCredentials(identity.tls, check);
    } catch (error) {
      throw new CommandFailure(
        EXIT.notPermitted,
        `the certificate of ${identity.name} and its key cannot be used`,
        ['They must be PEM files, and the key must belong to the certificate.'],
        { cause: error },
      );
    }
  };
  return {
    dial(address: string, serverName: string | undefined, check: ServerCheck | undefined): Client {
      const atAddress = clients.get(address) ?? new Map<ServerCheck | undefined, Client>();
      clients.set(address, atAddress);
      const known = atAddress.get(check);
      if (known !== undefined) return known;
      const client = new Client(address, credentials(check), {
        'grpc.max_receive_message_length': MAX_RESPONSE_BYTES,
        'grpc.enable_channelz': 0,
        // A trial runs on the same machine, so no proxy may be used.
        ...(serverName === undefined
          ? {}
          : {
              'grpc.ssl_target_name_override': serverName,
              'grpc.default_authority': serverName,
              'grpc.enable_http_proxy': 0,
            }),
      });
      atAddress.set(check, client);
      return client;
    },
    close(): void {
      for (const atAddress of clients.values()) for (const client of atAddress.values()) client.close();
      clients.clear();
    },
  };
}
