import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  authorityUri,
  nodeName,
  officerUri,
  operatorUri,
  organisationUri,
  type Registry,
  serviceUri,
} from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import {
  type Credential,
  createAuthority,
  credentialPaths,
  issueCertificate,
  readAuthority,
  writeCredential,
} from '@waylight/service-kit';
import { exists } from './keys.ts';
import type { Layout } from './layout.ts';

const AUTHORITY_DAYS = 3_650;
const CERTIFICATE_DAYS = 365;
const RENEW_BEFORE_MS = 30 * 86_400_000;

/**
 * Issues missing certificates, and replaces those that expire within 30 days. These are a development certificate authority,
 * a client certificate per active organisation, operator, authority and data-protection officer, and a server certificate per
 * service.
 */
export async function ensureCredentials(layout: Layout, registry: Registry, now: Date): Promise<void> {
  const authority = await ensureAuthority(layout, now);
  const issue = async (dir: string, name: string, options: { uri: string; usage: 'client' | 'server' }) => {
    if (await isValid(dir, name, now)) return;
    const credential = await issueCertificate(authority, {
      commonName: name,
      dns: options.usage === 'server' ? ['localhost'] : [],
      ip: options.usage === 'server' ? ['127.0.0.1', '::1'] : [],
      days: CERTIFICATE_DAYS,
      now,
      ...options,
    });
    await writeCredential(dir, name, credential);
  };
  for (const { id, status } of registry.organisations)
    if (status === 'active')
      await issue(layout.organisations, id, { uri: organisationUri(id), usage: 'client' });
  for (const id of registry.operators)
    await issue(layout.operators, id, { uri: operatorUri(id), usage: 'client' });
  for (const { id } of registry.authorities)
    await issue(layout.authorities, id, { uri: authorityUri(id), usage: 'client' });
  for (const { id } of registry.officers)
    await issue(layout.officers, id, { uri: officerUri(id), usage: 'client' });
  for (const name of [...NODE_COUNTRIES.map(nodeName), 'insights', 'aggregation'])
    await issue(layout.services, name, { uri: serviceUri(name), usage: 'server' });
}

/** The paths of a service's certificate, key and authority. */
export function serviceTls(layout: Layout, name: string) {
  const { certificate, key } = credentialPaths(layout.services, name);
  return { caFile: join(layout.certs, 'ca.crt'), certificateFile: certificate, keyFile: key };
}

async function ensureAuthority(layout: Layout, now: Date): Promise<Credential> {
  const { key } = credentialPaths(layout.certs, 'ca');
  if (await exists(key)) return readAuthority(layout.certs);
  const authority = await createAuthority({
    commonName: 'Waylight trial: development certificate authority',
    days: AUTHORITY_DAYS,
    now,
  });
  await writeCredential(layout.certs, 'ca', authority);
  return authority;
}

async function isValid(dir: string, name: string, now: Date): Promise<boolean> {
  const { certificate, key } = credentialPaths(dir, name);
  if (!(await exists(key)) || !(await exists(certificate))) return false;
  const { validTo } = new X509Certificate(await readFile(certificate));
  return Date.parse(validTo) - now.getTime() > RENEW_BEFORE_MS;
}
