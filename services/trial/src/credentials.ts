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
  type AuthorityOptions,
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
const THIS_MACHINE = { dns: ['localhost'], ip: ['127.0.0.1', '::1'] } as const;

/**
 * Issues missing certificates, and replaces those that expire within 30 days. These are a development certificate authority,
 * a client certificate per active organisation, operator, authority and data-protection officer, and a server certificate per
 * service. Browsers trust another authority, which cannot sign for any other machine.
 */
export async function ensureCredentials(layout: Layout, registry: Registry, now: Date): Promise<void> {
  const authority = await ensureAuthority(layout.certs, {
    commonName: 'Waylight trial: development certificate authority',
    days: AUTHORITY_DAYS,
    now,
  });
  const browserAuthority = await ensureAuthority(layout.browser, {
    commonName: 'Waylight trial: authority for browsers on this machine',
    permitted: THIS_MACHINE,
    days: AUTHORITY_DAYS,
    now,
  });
  const issue = async (
    dir: string,
    name: string,
    { by = authority, ...options }: { uri?: string; usage: 'client' | 'server'; by?: Credential },
  ) => {
    if (await isValid(dir, name, now)) return;
    const credential = await issueCertificate(by, {
      commonName: name,
      ...(options.usage === 'server' ? THIS_MACHINE : {}),
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
  for (const name of NODE_COUNTRIES.map(nodeName))
    await issue(layout.browser, name, { usage: 'server', by: browserAuthority });
}

/** The paths of a service's certificate, key and authority. */
export function serviceTls(layout: Layout, name: string) {
  const { certificate, key } = credentialPaths(layout.services, name);
  return { caFile: join(layout.certs, 'ca.crt'), certificateFile: certificate, keyFile: key };
}

async function ensureAuthority(dir: string, options: AuthorityOptions): Promise<Credential> {
  const { key } = credentialPaths(dir, 'ca');
  if (await exists(key)) return readAuthority(dir);
  const authority = await createAuthority(options);
  await writeCredential(dir, 'ca', authority);
  return authority;
}

async function isValid(dir: string, name: string, now: Date): Promise<boolean> {
  const { certificate, key } = credentialPaths(dir, name);
  if (!(await exists(key)) || !(await exists(certificate))) return false;
  const { validTo } = new X509Certificate(await readFile(certificate));
  return Date.parse(validTo) - now.getTime() > RENEW_BEFORE_MS;
}
