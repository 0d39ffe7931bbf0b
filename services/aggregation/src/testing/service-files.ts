import { createPublicKey } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ONE_TABLE_PLAN, type ReleaseKey, releaseKeyOf } from '@waylight/disclosure-control';
import { operatorUri, organisationUri } from '@waylight/registry';
import {
  type Credential,
  createAuthority,
  credentialPaths,
  issueCertificate,
  type TlsMaterial,
  writeCredential,
} from '@waylight/service-kit';
import { releaseSecret } from '@waylight/testing/fixed';
import { createSigningKey } from '../release/signing-key.ts';

const REGISTRY = {
  version: 1,
  organisations: [
    { id: 'MYLA', number: 5, name: 'Lead of MK', countries: ['MK'], role: 'lead', status: 'active' },
  ],
  operators: ['ops'],
};

export type ServiceFiles = {
  readonly dir: string;
  /** What the service's environment names: certificates, registry, release secret, signing key. */
  readonly env: Readonly<Record<string, string>>;
  /** What there is to check releases with. */
  readonly releaseKeys: readonly ReleaseKey[];
  readonly operator: TlsMaterial;
  readonly organisation: TlsMaterial;
  remove(): void;
};

/** A folder with all that a service needs to start, and certificates of those who call it. */
export async function makeServiceFiles(): Promise<ServiceFiles> {
  const dir = mkdtempSync(join(tmpdir(), 'waylight-aggregation-'));
  const now = new Date();
  const authority = await createAuthority({ commonName: 'test', days: 2, now });
  const client = (uri: string) =>
    issueCertificate(authority, { commonName: 'client', uri, usage: 'client', days: 1, now });
  await writeCredential(dir, 'ca', authority);
  await writeCredential(
    dir,
    'server',
    await issueCertificate(authority, {
      commonName: 'aggregation',
      dns: ['localhost'],
      ip: ['127.0.0.1'],
      usage: 'server',
      days: 1,
      now,
    }),
  );
  const registry = join(dir, 'registry.json');
  writeFileSync(registry, JSON.stringify(REGISTRY));
  const secret = join(dir, 'release-secret');
  writeFileSync(secret, releaseSecret(), { mode: 0o600 });
  const signingKey = join(dir, 'signing-key.pem');
  const pem = createSigningKey();
  writeFileSync(signingKey, pem, { mode: 0o600 });
  const plan = join(dir, 'release-plan.json');
  writeFileSync(plan, JSON.stringify(ONE_TABLE_PLAN));
  const server = credentialPaths(dir, 'server');
  const material = ({ certificate, key }: Credential): TlsMaterial => ({
    ca: authority.certificate,
    certificate,
    key,
  });
  return {
    dir,
    env: {
      WAYLIGHT_REGISTRY_FILE: registry,
      WAYLIGHT_RELEASE_PLAN_FILE: plan,
      WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: secret,
      WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: signingKey,
      WAYLIGHT_AGGREGATION_AUDIT_FILE: join(dir, 'audit.sqlite'),
      WAYLIGHT_AGGREGATION_TLS_CA_FILE: credentialPaths(dir, 'ca').certificate,
      WAYLIGHT_AGGREGATION_TLS_CERTIFICATE_FILE: server.certificate,
      WAYLIGHT_AGGREGATION_TLS_KEY_FILE: server.key,
    },
    releaseKeys: [releaseKeyOf(createPublicKey(pem), '2025-01-01')],
    operator: material(await client(operatorUri('ops'))),
    organisation: material(await client(organisationUri('MYLA'))),
    remove: () => rmSync(dir, { recursive: true, force: true }),
  };
}
