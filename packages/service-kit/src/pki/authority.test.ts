import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { createAuthority, issueCertificate } from './authority.ts';

const now = new Date('2026-03-01T12:00:00Z');
const authority = await createAuthority({ commonName: 'Waylight trial authority', days: 100, now });
const issue = (days = 10) =>
  issueCertificate(authority, {
    commonName: 'MYLA',
    uri: 'waylight://organisation/MYLA',
    dns: ['localhost'],
    ip: ['127.0.0.1'],
    usage: 'client',
    days,
    now,
  });

test('an issued certificate names its holder and is signed by the authority', async () => {
  const certificate = new X509Certificate((await issue()).certificate);
  const root = new X509Certificate(authority.certificate);
  expect(certificate.subject).toBe('CN=MYLA');
  expect(certificate.subjectAltName).toBe(
    'URI:waylight://organisation/MYLA, DNS:localhost, IP Address:127.0.0.1',
  );
  expect(certificate.checkIssued(root)).toBe(true);
  expect(certificate.verify(root.publicKey)).toBe(true);
  expect([root.ca, certificate.ca]).toEqual([true, false]);
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' });
});

test('the validity starts at the given time, and ends no later than that of the authority', async () => {
  const short = new X509Certificate((await issue(10)).certificate);
  expect(short.validFromDate.toISOString()).toBe('2026-03-01T11:55:00.000Z');
  expect(short.validToDate.toISOString()).toBe('2026-03-11T12:00:00.000Z');
  const long = new X509Certificate((await issue(10_000)).certificate);
  expect(long.validToDate).toEqual(new X509Certificate(authority.certificate).validToDate);
});

test('serial numbers are random and long', async () => {
  const serials = await Promise.all(
    [1, 2, 3].map(async () => new X509Certificate((await issue()).certificate).serialNumber),
  );
  expect(new Set(serials).size).toBe(3);
  for (const serial of serials) expect(serial).toMatch(/^[4-7][0-9A-F]{31}$/);
});

test('the key belongs to the certificate', async () => {
  const { certificate, key } = await issue();
  const { createPrivateKey } = await import('node:crypto');
  expect(new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))).toBe(true);
});
