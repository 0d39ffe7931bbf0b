/** Callers of every kind for a running region, with and without certificates of its authority. */
import { X509Certificate } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallerKind } from '@waylight/access';
import {
  authorityUri,
  officerUri,
  operatorUri,
  organisationUri,
  type RegistryContent,
  serviceUri,
} from '@waylight/access';
import {
  type CertificateOptions,
  type Credential,
  issueCertificate,
  readAuthority,
} from '@waylight/service-kit';
import type { ClientTls } from '@waylight/testing';
import { createRegionFiles } from '@waylight/tests-region';

const DAY_MS = 86_400_000;

/** A caller, with its kind at the node of MK. */
export type Caller = {
  readonly kind: CallerKind;
  /** The kind at regional services, if it differs. */
  readonly kindAtRegion?: CallerKind;
  readonly name: string;
  readonly tls: ClientTls;
};

/** Creates all callers, and a registry that contains the known callers. */
export async function createCallers(dataDir: string): Promise<readonly Caller[]> {
  const authority = await readAuthority(join(dataDir, 'certs'));
  const browserAuthority = await readFile(join(dataDir, 'certs', 'browser', 'ca.crt'), 'utf8');
  const ca = `${authority.certificate}\n${browserAuthority}`;
  const now = new Date();
  const strangers = await createRegionFiles();
  const foreign = await strangers.certificates.issue(organisationUri('MYLA'));
  strangers.remove();
  const issue = (uri: string | undefined, more: Partial<CertificateOptions> = {}) =>
    issueCertificate(authority, { commonName: 'caller', uri, usage: 'client', days: 1, now, ...more });
  const revoked = await issue(organisationUri('MYLA'));
  await changeRegistry(dataDir, new X509Certificate(revoked.certificate).fingerprint256);

  const callers: Caller[] = [];
  const add = (kind: CallerKind, name: string, credential?: Credential, kindAtRegion?: CallerKind): void => {
    callers.push({ kind, kindAtRegion, name, tls: { ...credential, ca } });
  };
  const myla = organisationUri('MYLA');
  const old = new Date(now.getTime() - 3 * DAY_MS);
  add('no-certificate', 'without one');
  add('no-certificate', 'of another authority', foreign);
  add('no-certificate', 'expired', await issue(myla, { now: old }));
  add('no-certificate', 'for a server', await issue(serviceUri('intake-RS'), { usage: 'server' }));
  add('public', 'the public over HTTP');
  add('analyst', 'a member’s reader without a certificate');
  add('network-analyst', 'a reader of the network without a certificate');
  add('unknown', 'not in the registry', await issue(organisationUri('NOBODY')));
  add('unknown', 'without a name', await issue(undefined));
  add('unknown', 'of an unknown kind', await issue('waylight://minister/one'));
  add('unknown', 'revoked', revoked);
  add('unknown', 'an unknown operator', await issue(operatorUri('nobody')));
  add('unknown', 'an unknown officer', await issue(officerUri('nobody')));
  add('suspended', 'suspended', await issue(organisationUri('GONE')));
  add('suspended', 'officer of a suspended organisation', await issue(officerUri('of-gone')));
  add('network', 'SIM-MK-1', await issue(organisationUri('SIM-MK-1')));
  add('public-source', 'SIM-MK-2', await issue(organisationUri('SIM-MK-2')));
  add('regional', 'DRC', await issue(organisationUri('DRC')));
  add('lead', 'MYLA', await issue(myla));
  add('elsewhere', 'BCHR', await issue(organisationUri('BCHR')), 'lead');
  add('elsewhere', 'officer of RS', await issue(officerUri('of-rs')), 'officer');
  add('authority', 'trial-authority', await issue(authorityUri('trial-authority')));
  add('officer', 'trial-officer', await issue(officerUri('trial-officer')));
  add('officer', 'officer of MYLA', await issue(officerUri('of-myla')));
  add('operator', 'region', await issue(operatorUri('region')));
  add('node', 'another country’s node', await issue(serviceUri('intake-RS')));
  add('service', 'insights', await issue(serviceUri('insights')));
  return callers;
}

async function changeRegistry(dataDir: string, fingerprint: string): Promise<void> {
  const file = join(dataDir, 'registry.json');
  const before: RegistryContent = JSON.parse(await readFile(file, 'utf8'));
  const next: RegistryContent = {
    ...before,
    version: before.version + 1,
    organisations: [
      ...before.organisations.map((one) =>
        one.id === 'SIM-MK-2' ? { ...one, publicSource: { attribution: 'a list' } } : one,
      ),
      { id: 'GONE', number: 999, name: 'Gone', countries: ['MK'], role: 'network', status: 'suspended' },
    ],
    officers: [
      ...before.officers,
      { id: 'of-gone', organisation: 'GONE' },
      { id: 'of-myla', organisation: 'MYLA' },
      { id: 'of-rs', country: 'RS' },
    ],
    revoked: [{ fingerprint, holder: 'MYLA', on: '2026-03-01', reason: 'device-lost' }],
  };
  await writeFile(`${file}.new`, JSON.stringify(next));
  await rename(`${file}.new`, file);
}
