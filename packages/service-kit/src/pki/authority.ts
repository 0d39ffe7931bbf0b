// The dependency injection of @peculiar/x509 needs this polyfill, loaded before it.
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import type { Credential } from '../config/credential-files.ts';
import { type HostNames, nameConstraintsExtension } from './name-constraints.ts';

export type AuthorityOptions = {
  readonly commonName: string;
  /** Names of the servers for which it may sign. Without them, it may sign for every name and purpose. */
  readonly permitted?: HostNames;
  readonly days: number;
  readonly now: Date;
};

export type CertificateOptions = {
  readonly commonName: string;
  /** Identity of the holder, `waylight://<kind>/<id>`. */
  readonly uri?: string;
  readonly dns?: readonly string[];
  readonly ip?: readonly string[];
  readonly usage: 'client' | 'server' | 'client-and-server';
  readonly days: number;
  readonly now: Date;
};

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const dayMs = 86_400_000;
// Clocks differ between machines. A new certificate must already be valid on a machine whose clock is behind.
const backdateMs = 5 * 60_000;

/** Creates a certificate authority, whose certificate both sides of mutual TLS trust, or browsers if it is constrained. */
export async function createAuthority({
  commonName,
  permitted,
  days,
  now,
}: AuthorityOptions): Promise<Credential> {
  const keys = await generateKeyPair();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: serialNumber(),
    name: nameOf(commonName),
    ...validity(now, days),
    keys,
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      ...(permitted === undefined
        ? []
        : [nameConstraintsExtension(permitted), new x509.ExtendedKeyUsageExtension(purposes('server'))]),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: certificate.toString('pem'), key: await privatePem(keys) };
}

/** Issues a certificate for a new EC P-256 key. */
export async function issueCertificate(
  authority: Credential,
  options: CertificateOptions,
): Promise<Credential> {
  const keys = await generateKeyPair();
  return {
    certificate: await signCertificate(authority, keys.publicKey, options),
    key: await privatePem(keys),
  };
}

/**
 * Issues a certificate for the key of a certificate signing request (PKCS#10, PEM). Only the key is used: the names come from the
 * options. Returns undefined if the request is not for an EC P-256 key, or not signed with it.
 */
export async function signCertificateRequest(
  authority: Credential,
  request: string,
  options: CertificateOptions,
): Promise<string | undefined> {
  const key = await readRequestKey(request);
  return key === undefined ? undefined : signCertificate(authority, key, options);
}

/** Creates an EC P-256 key and a certificate signing request (PKCS#10) for it. */
export async function createCertificateRequest(
  commonName: string,
): Promise<{ readonly request: string; readonly key: string }> {
  const keys = await generateKeyPair();
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: nameOf(commonName),
    keys,
    signingAlgorithm: algorithm,
  });
  return { request: request.toString('pem'), key: await privatePem(keys) };
}

async function readRequestKey(pem: string): Promise<Key | undefined> {
  try {
    const request = new x509.Pkcs10CertificateRequest(pem);
    const key = await request.publicKey.export(algorithm, ['verify']);
    return (await request.verify()) ? key : undefined;
  } catch {
    // Any error of the parser means an invalid request.
    return undefined;
  }
}

async function signCertificate(
  authority: Credential,
  publicKey: Key,
  options: CertificateOptions,
): Promise<string> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serialNumber(),
    subject: nameOf(options.commonName),
    issuer: issuer.subjectName,
    ...validity(options.now, options.days, issuer.notAfter),
    publicKey,
    signingKey: await signingKey(authority.key),
    signingAlgorithm: algorithm,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension(purposes(options.usage)),
      ...alternativeNames(options),
      await x509.AuthorityKeyIdentifierExtension.create(issuer),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
    ],
  });
  return certificate.toString('pem');
}

/** A certificate without alternative names has no such extension: RFC 5280 forbids an empty one. */
function alternativeNames({ uri, dns = [], ip = [] }: CertificateOptions): x509.Extension[] {
  const names = [
    ...(uri === undefined ? [] : [{ type: 'url' as const, value: uri }]),
    ...dns.map((value) => ({ type: 'dns' as const, value })),
    ...ip.map((value) => ({ type: 'ip' as const, value })),
  ];
  return names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names)];
}

function purposes(usage: CertificateOptions['usage']): string[] {
  const { clientAuth, serverAuth } = x509.ExtendedKeyUsage;
  switch (usage) {
    case 'client':
      return [clientAuth];
    case 'server':
      return [serverAuth];
    case 'client-and-server':
      return [clientAuth, serverAuth];
    default:
      return usage satisfies never;
  }
}

/** A certificate never outlives its authority. Otherwise it would fail on a day that its own dates do not explain. */
function validity(now: Date, days: number, latest?: Date): { notBefore: Date; notAfter: Date } {
  const notAfterMs = Math.min(now.getTime() + days * dayMs, latest?.getTime() ?? Number.POSITIVE_INFINITY);
  return { notBefore: new Date(now.getTime() - backdateMs), notAfter: new Date(notAfterMs) };
}

function nameOf(commonName: string): { CN: string[] }[] {
  return [{ CN: [commonName] }];
}

/**
 * 126 random bits after two fixed ones. The first bit is 0 and the second 1, so that every encoder writes a positive number of
 * full length.
 */
function serialNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return Buffer.from(bytes).toString('hex');
}

// The library uses global types. In a project with browser types, these are the browser's.
type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
type Key = KeyPair['publicKey'];

function generateKeyPair() {
  return crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
}

async function privatePem({ privateKey }: KeyPair): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey('pkcs8', privateKey), 'PRIVATE KEY');
}

function signingKey(pem: string): Promise<Key> {
  const [der] = x509.PemConverter.decode(pem);
  if (der === undefined) throw new TypeError('The authority has no key in PEM form');
  return crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
}
