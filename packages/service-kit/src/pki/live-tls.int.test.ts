import { X509Certificate } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Credential, credentialPaths, writeCredential } from '../config/credential-files.ts';
import { EchoService, echoClient } from '../grpc/echo.fixture.ts';
import { createGrpcServer } from '../grpc/grpc-server.ts';
import { createHttpServer } from '../http/http-server.ts';
import type { Running } from '../lifecycle/components.ts';
import { createLogger } from '../log/logger.ts';
import { createMetrics, type Metrics } from '../metrics/metrics.ts';
import { createAuthority, issueCertificate } from './authority.ts';
import { createCertificateGauge, watchCertificate } from './expiry.ts';
import { type LiveTls, openTls } from './live-tls.ts';

let dir: string;
let lines: string[];
let authority: Credential;
let client: Credential;
let tls: LiveTls;
let metrics: Metrics;
let running: Running[];
let ports: { readonly grpc: number; readonly http: number };

const issue = (days: number, usage: 'client' | 'server' = 'server') =>
  issueCertificate(authority, { commonName: usage, dns: ['localhost'], usage, days, now: new Date() });
const printOf = ({ certificate }: Credential) => new X509Certificate(certificate).fingerprint256;
const eventually = (check: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(check, { timeout: 30_000, interval: 50 });

/** Returns the certificate of a new connection. */
function shown(port: number, alpn: string): Promise<string> {
  const { certificate: cert, key } = client;
  const options = { cert, key, ca: authority.certificate, servername: 'localhost', ALPNProtocols: [alpn] };
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'live-tls-'));
  lines = [];
  const destination = { write: (line: string) => void lines.push(line) };
  const log = createLogger({ service: 'test', level: 'debug', destination });
  authority = await createAuthority({ commonName: 'test', days: 100, now: new Date() });
  client = await issue(1, 'client');
  await writeCredential(dir, 'ca', authority);
  const own = await writeCredential(dir, 'server', await issue(10));
  const files = { caFile: credentialPaths(dir, 'ca').certificate, certificateFile: own.certificate };
  tls = await openTls({ ...files, keyFile: own.key }, { log });
  metrics = createMetrics({ service: 'test' });
  const server = { host: '127.0.0.1', port: 0, tls, log };
  const grpc = createGrpcServer({ ...server, name: 'gRPC of test', stopTimeoutMs: 500 });
  grpc.addService(EchoService, {
    once: async (request) => request,
    repeat: async function* (request) {
      yield request;
    },
    gather: async () => '',
    chat: async function* (requests) {
      yield* requests;
    },
  });
  const http = createHttpServer({ ...server, name: 'HTTP of test', routes: () => undefined });
  running = [];
  for (const component of [
    tls,
    watchCertificate({ tls, setExpiry: createCertificateGauge(metrics), log }),
    grpc,
    http,
  ])
    running.unshift(await component.start(AbortSignal.timeout(5_000)));
  ports = { grpc: grpc.port(), http: http.port() };
});
afterEach(async () => {
  for (const one of running) await one.stop();
  rmSync(dir, { recursive: true });
});

test('new connections over gRPC and HTTP get a renewed certificate, and open connections are not closed', async () => {
  const open = echoClient(ports.grpc, { ca: authority.certificate, ...client });
  expect(await open.once('before')).toBe('before');
  const renewed = await issue(90);
  await writeCredential(dir, 'server', renewed);
  await eventually(async () => expect(await shown(ports.grpc, 'h2')).toBe(printOf(renewed)));
  expect(await shown(ports.http, 'http/1.1')).toBe(printOf(renewed));
  expect(await open.once('after')).toBe('after');
  open.close();
  await eventually(async () => {
    const { body } = await metrics.expose();
    const [, expiry] = /^waylight_certificate_expiry_timestamp_seconds\{.*\} (\S+)$/m.exec(body) ?? [];
    expect(Number(expiry)).toBeGreaterThan(Date.now() / 1_000 + 80 * 86_400);
  });
});

test('a certificate without its key is rejected and logged once, and the previous one stays active', async () => {
  const before = await shown(ports.grpc, 'h2');
  const [renewed, { certificate }] = [await issue(90), credentialPaths(dir, 'server')];
  writeFileSync(certificate, renewed.certificate);
  await eventually(() => expect(lines.join()).toContain('do not match'));
  expect(await shown(ports.grpc, 'h2')).toBe(before);
  expect(await shown(ports.http, 'http/1.1')).toBe(before);
  await writeCredential(dir, 'server', renewed);
  await eventually(async () => expect(await shown(ports.grpc, 'h2')).toBe(printOf(renewed)));
  expect(lines.filter((line) => line.includes('"level":"error"'))).toHaveLength(1);
});
