import type { DescMethod } from '@bufbuild/protobuf';
import { HOSTILE_ORGANISATION, type HostileRegion, OPERATOR } from '../hostile-region.ts';
import { methodsOf } from './contracts.ts';
import { type WireClient, wireClient } from './wire-client.ts';

/** One RPC at its server. */
export type GrpcTarget = {
  readonly server: string;
  readonly method: DescMethod;
  readonly path: string;
  readonly client: WireClient;
};

/** Connections for each server: on one connection, calls wait for each other if a stream stalls. */
const CONNECTIONS = 4;

/** Every RPC of every server of the region, each with a permitted caller. */
export function grpcTargets({ region }: HostileRegion): {
  readonly targets: readonly GrpcTarget[];
  close(): void;
} {
  const clients: WireClient[] = [];
  const organisation = region.certificates.organisation(HOSTILE_ORGANISATION);
  const operator = region.certificates.operator(OPERATOR);
  const servers = [
    ['waylight.intake.v1.IntakeService', region.ports.intake('MK'), organisation],
    ['waylight.insights.v1.InsightsService', region.ports.insights, organisation],
    ['waylight.operations.v1.OperationsService', region.ports.operations, operator],
  ] as const;
  const targets = servers.flatMap(([server, port, tls]) =>
    Array.from({ length: CONNECTIONS }, () => wireClient(port, tls)).flatMap((client) => {
      clients.push(client);
      return methodsOf(server).map((method) => ({
        server,
        method,
        path: `/${server}/${method.name}`,
        client,
      }));
    }),
  );
  const close = () => {
    for (const client of clients) client.close();
  };
  return { targets, close };
}
