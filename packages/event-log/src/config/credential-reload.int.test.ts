import { X509Certificate } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type Server } from 'node:tls';
import {
  type Credential,
  createAuthority,
  createLogger,
  credentialPaths,
  issueCertificate,
  loadConfig,
  writeCredential,
} from '@waylight/service-kit';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { eventLogFields, eventLogFileField } from './event-log-fields.ts';
import { openEventLog } from './open-event-log.ts';

const schema = z.object({ ...eventLogFields('INTAKE', 'kafka'), eventLogFile: eventLogFileField() });
const log = createLogger({ service: 'test', level: 'silent' });

let dir: string;
let broker: Server;
let issue: (usage: 'client' | 'server') => Promise<Credential>;
/** Fingerprints of client certificates, the last one first. */
const fingerprints: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-renewed-'));
  const authority = await createAuthority({ commonName: 'authority of the log', days: 1, now: new Date() });
  issue = (usage) =>
    issueCertificate(authority, { commonName: 'node', dns: ['localhost'], usage, days: 1, now: new Date() });
  const { certificate: cert, key } = await issue('server');
  await writeCredential(dir, 'ca', authority);
  // Records the certificate of a connection, and closes it.
  broker = createServer({ cert, key, ca: authority.certificate, requestCert: true }, (socket) => {
    fingerprints.unshift(socket.getPeerCertificate().fingerprint256);
    socket.destroy();
  });
  broker.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => broker.listen(0, 'localhost', resolve));
});
afterAll(async () => {
  broker.close();
  await rm(dir, { recursive: true });
});

it('uses a renewed certificate for new connections, without a restart, and announces it', async () => {
  const announced: string[] = [];
  const first = await issue('client');
  const { certificate, key } = await writeCredential(dir, 'node', first);
  const { port } = broker.address() as AddressInfo;
  const config = loadConfig(schema, {
    WAYLIGHT_KAFKA_BROKERS: `localhost:${port}`,
    WAYLIGHT_INTAKE_KAFKA_CA_FILE: credentialPaths(dir, 'ca').certificate,
    WAYLIGHT_INTAKE_KAFKA_CERTIFICATE_FILE: certificate,
    WAYLIGHT_INTAKE_KAFKA_KEY_FILE: key,
  });
  const eventLog = await openEventLog(config, {
    service: 'INTAKE',
    clientId: 'test',
    log,
    onCertificate: (pem) => void announced.push(pem),
  });
  const fingerprintOf = (credential: Credential) =>
    new X509Certificate(credential.certificate).fingerprint256;
  const connect = async () => {
    await eventLog.clusterId().catch(() => undefined);
    return fingerprints[0];
  };
  expect(await connect()).toBe(fingerprintOf(first));
  const renewed = await issue('client');
  await writeCredential(dir, 'node', renewed);
  await vi.waitFor(async () => expect(await connect()).toBe(fingerprintOf(renewed)), { timeout: 30_000 });
  expect(announced[0]).toBe(first.certificate);
  expect(announced.at(-1)).toBe(renewed.certificate);
  await eventLog.close();
});
