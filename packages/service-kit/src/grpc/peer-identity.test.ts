import type { PeerCertificate } from 'node:tls';
import { expect, test } from 'vitest';
import { peerIdentity } from './peer-identity.ts';

const of = (subjectaltname: string) =>
  peerIdentity({
    subjectaltname,
    valid_to: 'Jan  1 00:00:00 2030 GMT',
    fingerprint256: 'AA:BB',
  } as PeerCertificate);

test('the identity is the only URI name of the certificate', () => {
  expect(of('DNS:localhost, URI:waylight://organisation/MYLA, IP Address:127.0.0.1')).toEqual({
    uri: 'waylight://organisation/MYLA',
    kind: 'organisation',
    id: 'MYLA',
    fingerprint: 'AA:BB',
    validToMs: Date.UTC(2030, 0, 1),
  });
});

test.each([
  ['no URI name', 'DNS:localhost'],
  ['two URI names', 'URI:waylight://organisation/A, URI:waylight://organisation/B'],
  ['another scheme', 'URI:https://organisation/A'],
  ['an additional path segment', 'URI:waylight://organisation/A/B'],
  ['a name in quotes, which hides a comma', 'DNS:"x, URI:waylight://organisation/A"'],
])('a certificate with %s has no identity', (_, subjectaltname) => {
  expect(of(subjectaltname)).toBeNull();
});
