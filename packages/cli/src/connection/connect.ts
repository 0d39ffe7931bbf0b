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
import { type Caller, findIdentity } from './identity.ts';
import { locateRegion, type RegionLocation } from './region-location.ts';

export type IntakeCalls = RpcClient<typeof IntakeServiceService>;
export type InsightsCalls = RpcClient<typeof InsightsServiceService>;
export type AuditCalls = RpcClient<typeof AuditServiceService>;
export type RetentionCalls = RpcClient<typeof RetentionServiceService>;
export type OperationsCalls = RpcClient<typeof OperationsServiceService>;

/** A service that keeps an audit. */
export type AuditedService = NodeCountry | 'aggregation' | 'insights';

/** Calls to the region in one organisation's or operator's name. Nothing is dialled before the first call. */
export type Connection = {
  /** Whose certificate it is. */
  readonly name: string;
  readonly location: RegionLocation;
  readonly intake: (country: NodeCountry) => Promise<IntakeCalls>;
  readonly insights: () => Promise<InsightsCalls>;
  readonly operations: () => Promise<OperationsCalls>;
  /** The audit of a country's node, of aggregation, or of insights. */
  readonly audit: (of: AuditedService) => Promise<AuditCalls>;
  /** What was removed there because its time was over. */
  readonly retention: (of: NodeCountry | 'aggregation') => Promise<RetentionCalls>;
  readonly close: () => void;
};

export type ConnectContext = {
  readonly env: CliEnvironment;
  readonly cwd: string;
  readonly signal: AbortSignal;
  readonly printMessage: (line: string) => void;
};

/** Finds certificate and addresses. Contracts and gRPC are loaded here, so that `--help` need not wait for them. */
export async function connect(
  context: ConnectContext,
  given: ConnectionFlags,
  caller: Caller = {},
): Promise<Connection> {
  const flags = resolveFlags(given, context.env);
  const location = await locateRegion(flags, context.cwd);
  const identity = await findIdentity(flags, location, caller, context.printMessage);
  const { Client } = await import('@grpc/grpc-js');
  const { clientCredentials } = await import('@waylight/service-kit/client');
  const timeout = parseTimeoutMs(flags.timeout);
  const open = new Map<string, Client>();

  const dial = (address: string, serverName: string | undefined): Client => {
    const known = open.get(address);
    if (known !== undefined) return known;
    const client = new Client(address, credentials(), {
      'grpc.max_receive_message_length': 64 * 1024 * 1024,
      'grpc.enable_channelz': 0,
      // A trial runs beside us: no proxy lies between.
      ...(serverName === undefined
        ? {}
        : {
            'grpc.ssl_target_name_override': serverName,
            'grpc.default_authority': serverName,
            'grpc.enable_http_proxy': 0,
          }),
    });
    open.set(address, client);
    return client;
  };
  const credentials = () => {
    try {
      return clientCredentials(identity.tls);
    } catch (error) {
      throw new CommandFailure(
        EXIT.notPermitted,
        `the certificate of ${identity.name} and its key cannot be used`,
        ['They must be PEM files, and the key must belong to the certificate.'],
        { cause: error },
      );
    }
  };
  const dialAuditedService = (of: AuditedService) => {
    const [address, name] =
      of === 'aggregation'
        ? ([location.operations, 'operations'] as const)
        : of === 'insights'
          ? ([location.insights, 'insights'] as const)
          : ([location.intake(of), 'node'] as const);
    return { address, client: dial(address, location.serverName(name)) };
  };
  const calls = (address: string) => ({ address, timeoutMs: timeout, signal: context.signal });

  return {
    name: identity.name,
    location,
    async intake(country) {
      const { IntakeServiceService } = await import('@waylight/contracts/intake');
      const address = location.intake(country);
      return createRpcClient(
        dial(address, location.serverName('node')),
        IntakeServiceService,
        calls(address),
      );
    },
    async insights() {
      const { InsightsServiceService } = await import('@waylight/contracts/insights');
      const client = dial(location.insights, location.serverName('insights'));
      return createRpcClient(client, InsightsServiceService, calls(location.insights));
    },
    async operations() {
      const { OperationsServiceService } = await import('@waylight/contracts/operations');
      const client = dial(location.operations, location.serverName('operations'));
      return createRpcClient(client, OperationsServiceService, calls(location.operations));
    },
    async audit(of) {
      const { AuditServiceService } = await import('@waylight/contracts/audit');
      const { client, address } = dialAuditedService(of);
      return createRpcClient(client, AuditServiceService, calls(address));
    },
    async retention(of) {
      const { RetentionServiceService } = await import('@waylight/contracts/audit');
      const { client, address } = dialAuditedService(of);
      return createRpcClient(client, RetentionServiceService, calls(address));
    },
    close() {
      for (const client of open.values()) client.close();
      open.clear();
    },
  };
}
