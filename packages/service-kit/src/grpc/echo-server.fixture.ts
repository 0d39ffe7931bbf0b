import type { ServiceError } from '@grpc/grpc-js';
import { onTestFinished } from 'vitest';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { type EchoClient, EchoService, echoClient } from './echo.fixture.ts';
import { createGrpcServer, type GrpcServerOptions } from './grpc-server.ts';
import type { ServiceHandlers } from './handlers.ts';

type Handlers = ServiceHandlers<typeof EchoService>;
const echo: Handlers = {
  once: async (request) => request,
  repeat: async function* (request) {
    for (let index = 0; index < 3; index += 1) yield `${request} ${index}`;
  },
  gather: async (requests) => (await collectAll(requests)).join('+'),
  chat: async function* (requests) {
    for await (const request of requests) yield request;
  },
};

export type TestServer = {
  readonly client: EchoClient;
  readonly running: Running;
  readonly lines: readonly string[];
  readonly port: number;
};

/** Starts an echo server, with some handlers replaced, and a client. Both stop after the test. */
export async function serve(
  handlers: Partial<Handlers> = {},
  options: Partial<GrpcServerOptions> = {},
): Promise<TestServer> {
  const lines: string[] = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: 'kit', level: 'debug', destination });
  const server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: 'none',
    log,
    stopTimeoutMs: 500,
    ...options,
  });
  server.addService(EchoService, { ...echo, ...handlers });
  const running = await server.start(AbortSignal.timeout(5_000));
  const client = echoClient(server.port());
  onTestFinished(async () => {
    client.close();
    await running.stop();
  });
  return { client, running, lines, port: server.port() };
}

export function errorOf(work: Promise<unknown>): Promise<ServiceError> {
  return work.then(
    () => {
      throw new Error('the call was answered');
    },
    (error: ServiceError) => error,
  );
}

export async function collectAll<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}
