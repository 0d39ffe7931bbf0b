import { createServer, Server as NetServer } from 'node:net';
import type { Server, ServerCredentials } from '@grpc/grpc-js';
import { type ConnectionLimits, limitConnections } from '../limit-connections.ts';
import { PortTakenError } from '../server-errors.ts';

export type Address = {
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly connectionsPerAddress?: ConnectionLimits['perAddress'];
};

/** Binds the server. @throws PortTakenError if the port is in use, which grpc-js's own error does not distinguish. */
export async function bind(
  server: Server,
  { name, host, port, connectionsPerAddress: perAddress }: Address,
  credentials: ServerCredentials,
): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const authority = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  server.bindAsync(authority, credentials, (error, boundPort) => {
    if (error === null) resolve(boundPort);
    else reject(error);
  });
  try {
    const boundPort = await promise;
    for (const one of netServersOf(server)) limitConnections(one, { perAddress });
    return boundPort;
  } catch (error) {
    if (await isPortTaken(host, port)) throw new PortTakenError(port, name, { cause: error });
    throw error;
  }
}

async function isPortTaken(host: string, port: number): Promise<boolean> {
  const probe = createServer();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  probe.once('error', (error) => resolve(Reflect.get(error, 'code') === 'EADDRINUSE'));
  probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(false)));
  return promise;
}

/** grpc-js keeps its HTTP/2 servers private. A test pins the path in the version in use. */
function netServersOf(server: Server): NetServer[] {
  const servers: unknown = Reflect.get(server, 'http2Servers');
  return servers instanceof Map ? [...servers.keys()].filter((one) => one instanceof NetServer) : [];
}
