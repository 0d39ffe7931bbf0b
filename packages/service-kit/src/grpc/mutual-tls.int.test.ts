import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer, type TLSSocket } from 'node:tls';
import { ChannelCredentials, Client, type ServerUnaryCall, status } from '@grpc/grpc-js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TlsMaterial } from '../config/credential-files.ts';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { createAuthority, issueCertificate } from '../pki/authority.ts';
import type { CallContext } from './call-context.ts';
import { createTestPki, EchoService, echoClient, type TestPki } from './echo.fixture.ts';
import { createGrpcServer, type GrpcServer } from './grpc-server.ts';
import { identifyCaller, sessionOf } from './peer-identity.ts';

const log = createLogger({ service: 'kit', level: 'silent' });
let region: TestPki;
let server: GrpcServer;
let running: Running;
let nowMs = Date.now();
const seen: CallContext[] = [];

beforeAll(async () => {
  region = await createTestPki();
  server = createGrpcServer({
    name: 'gRPC of test',
    host: '127.0.0.1',
    port: 0,
    tls: region.server,
    log,
    now: () => nowMs,
    stopTimeoutMs: 500,
  });
  server.addService(EchoService, {
    once: async (_request, ctx) => {
      seen.push(ctx);
      return ctx.caller?.uri ?? 'nobody';
    },
    repeat: async function* (request) {
      yield request;
    },
    gather: async () => '',
    chat: async function* (_requests, ctx) {
      yield ctx.caller?.id ?? 'nobody';
    },
  });
  running = await server.start(AbortSignal.timeout(5_000));
});
afterAll(() => running.stop());

async function callOnce(
  tls: TlsMaterial,
  { port = server.port(), host = 'localhost' } = {},
): Promise<string> {
  const client = echoClient(port, tls, host);
  try {
    return await client.once('x', { deadlineMs: 10_000 });
  } finally {
    client.close();
  }
}

test('the caller has the identity of its certificate, in unary and streaming calls', async () => {
  const client = echoClient(server.port(), await region.client('waylight://organisation/MYLA'));
  expect(await client.once('x')).toBe('waylight://organisation/MYLA');
  expect(await client.chat().toArray()).toEqual(['MYLA']);
  client.close();
});

test('two organisations at once keep their identities', async () => {
  const ids = ['A', 'B', 'C', 'D'];
  const answers = await Promise.all(
    ids.map(async (id) => callOnce(await region.client(`waylight://organisation/${id}`))),
  );
  expect(answers).toEqual(ids.map((id) => `waylight://organisation/${id}`));
});

test('the certificate is read once per connection', async () => {
  seen.length = 0;
  const client = echoClient(server.port(), await region.client('waylight://organisation/MYLA'));
  await client.once('x');
  await client.once('x');
  client.close();
  expect(seen[0]?.caller).not.toBeNull();
  expect(seen[1]?.caller).toBe(seen[0]?.caller);
});

test('without access to the connection, the identity is still right, but slower to determine', () => {
  const certificate = {
    subjectaltname: 'URI:waylight://organisation/MYLA',
    valid_to: 'Jan  1 00:00:00 2100 GMT',
    fingerprint256: 'AA',
  };
  const call = { getAuthContext: () => ({ sslPeerCertificate: certificate }) } as unknown as ServerUnaryCall<
    0,
    0
  >;
  expect(sessionOf(call)).toBeNull();
  expect(identifyCaller(call, 0)?.id).toBe('MYLA');
});

test('on a connection that outlives its certificate, the caller has no identity', async () => {
  const client = echoClient(server.port(), await region.client('waylight://organisation/MYLA', 5));
  expect(await client.once('x')).toBe('waylight://organisation/MYLA');
  nowMs += 6 * 86_400_000;
  expect(await client.once('x')).toBe('nobody');
  nowMs = Date.now();
  client.close();
});

test('a client without a certificate gets no connection', async () => {
  const client = new Client(
    `localhost:${server.port()}`,
    ChannelCredentials.createSsl(Buffer.from(region.server.ca)),
  );
  const { promise, resolve } = Promise.withResolvers<number | undefined>();
  const raw = (value: unknown) => value as Buffer;
  const options = { deadline: Date.now() + 10_000 };
  client.makeUnaryRequest(EchoService.once.path, raw, raw, Buffer.from('x'), options, (error) =>
    resolve(error?.code),
  );
  expect(await promise).toBe(status.UNAVAILABLE);
  client.close();
});

test('a certificate of another CA, a server certificate or an expired one gets no connection', async () => {
  const now = new Date();
  const who = { commonName: 'client', uri: 'waylight://organisation/MYLA', days: 5, now } as const;
  const other = await createAuthority({ commonName: 'test authority', days: 30, now });
  const past = new Date(now.getTime() - 20 * 86_400_000);
  const issued = [
    await issueCertificate(other, { ...who, usage: 'client' }),
    await issueCertificate(region.authority, { ...who, usage: 'server' }),
    await issueCertificate(region.authority, { ...who, usage: 'client', now: past }),
  ];
  for (const credential of issued) {
    await expect(callOnce({ ca: region.server.ca, ...credential })).rejects.toMatchObject({
      code: status.UNAVAILABLE,
    });
  }
});

test('a client rejects a server whose certificate is from another CA', async () => {
  const other = await createAuthority({ commonName: 'test authority', days: 30, now: new Date() });
  const tls = await region.client('waylight://organisation/MYLA');
  await expect(callOnce({ ...tls, ca: other.certificate })).rejects.toMatchObject({
    code: status.UNAVAILABLE,
  });
});

test('a server is named by its host name, and never by its IP address', async () => {
  const { ca, certificate: cert, key } = region.server;
  const receiver = createServer({ ca, cert, key, requestCert: true, ALPNProtocols: ['h2'] });
  await once(receiver.listen(0, '127.0.0.1'), 'listening');
  const { port } = receiver.address() as AddressInfo;
  const tls = await region.client('waylight://organisation/MYLA');
  const nameFor = async (host: string) => {
    const connected = once(receiver, 'secureConnection') as Promise<[TLSSocket]>;
    const client = echoClient(port, tls, host);
    const call = client.once('x').catch(() => undefined);
    const [socket] = await connected;
    client.close();
    socket.destroy();
    await call;
    return socket.servername;
  };
  expect([await nameFor('localhost'), await nameFor('127.0.0.1')]).toEqual(['localhost', false]);
  await new Promise((closed) => receiver.close(closed));
});

test('a server at an IP address must have the address in its certificate', async () => {
  const tls = await region.client('waylight://organisation/MYLA');
  const host = '127.0.0.1';
  expect(await callOnce(tls, { host })).toBe('waylight://organisation/MYLA');
  const issued = await issueCertificate(region.authority, {
    commonName: host,
    dns: ['localhost'],
    usage: 'server',
    days: 5,
    now: new Date(),
  });
  const other = createGrpcServer({
    name: 'gRPC without address',
    host,
    port: 0,
    tls: { ca: region.server.ca, ...issued },
    log,
    stopTimeoutMs: 500,
  });
  const started = await other.start(AbortSignal.timeout(5_000));
  await expect(callOnce(tls, { host, port: other.port() })).rejects.toMatchObject({
    code: status.UNAVAILABLE,
  });
  await started.stop();
});
