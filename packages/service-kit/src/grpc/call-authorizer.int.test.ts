import { status } from '@grpc/grpc-js';
import { afterEach, expect, test } from 'vitest';
import { createHealth } from '../health/health.ts';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import type { CallAuthorizer } from './call-runner.ts';
import { createTestPki, EchoService, echoClient } from './echo.fixture.ts';
import { createGrpcServer } from './grpc-server.ts';
import { RpcError } from './rpc-error.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
const region = await createTestPki();
let running: Running | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
});

function serverWith(authorizer: CallAuthorizer, before?: () => void) {
  const server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: region.server,
    log,
    authorizer,
    before,
    health: createHealth(),
  });
  const addEcho = () =>
    server.addService(EchoService, {
      once: async (request) => request,
      repeat: async function* () {},
      gather: async () => '',
      chat: async function* () {},
    });
  return { server, addEcho };
}

test('a server with a method without a rule, health included, is not created', async () => {
  const { addEcho } = serverWith({
    hasRule: (method) => !method.endsWith('/Chat'),
    authorize: () => undefined,
  });
  expect(addEcho).toThrow('no access rule for /waylight.test.v1.EchoService/Chat');
  const { server } = serverWith({ hasRule: () => false, authorize: () => undefined });
  await expect(server.start(AbortSignal.timeout(5_000))).rejects.toThrow('/grpc.health.v1.Health/');
});

test('the authorizer runs before everything else of a call', async () => {
  const calls: string[] = [];
  let went = 0;
  const { server, addEcho } = serverWith(
    {
      hasRule: () => true,
      authorize: ({ caller, method }) => {
        calls.push(`${caller?.id} ${method}`);
        throw new RpcError('PERMISSION_DENIED', 'no');
      },
    },
    () => {
      went += 1;
    },
  );
  addEcho();
  running = await server.start(AbortSignal.timeout(5_000));
  const client = echoClient(server.port(), await region.client('waylight://organisation/MYLA'));
  await expect(client.once('x')).rejects.toMatchObject({ code: status.PERMISSION_DENIED });
  expect(calls).toEqual(['MYLA /waylight.test.v1.EchoService/Once']);
  expect(went).toBe(0);
  client.close();
});
