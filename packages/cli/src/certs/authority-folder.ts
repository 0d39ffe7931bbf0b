import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { authorityUri, officerUri, operatorUri, organisationUri, serviceUri } from '@waylight/access';
import type { CertificateKind, CertsFlags } from '../commands/certs.ts';
import { dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

/** The layout is the trial's, so that every command finds there what it looks for. */
const FOLDERS: Readonly<Record<CertificateKind, string>> = {
  organisation: 'organisations',
  operator: 'operators',
  authority: 'authorities',
  officer: 'officers',
  service: 'services',
};
/** Certificates that were replaced, without their keys: they hold until they end, so that they can be revoked. */
const FORMER = 'former';

const ID_PATTERNS: Readonly<Record<CertificateKind, RegExp>> = {
  organisation: /^[A-Z][A-Z0-9-]{1,31}$/,
  operator: /^[a-z][a-z0-9-]{1,31}$/,
  authority: /^[a-z][a-z0-9-]{1,31}$/,
  officer: /^[a-z][a-z0-9-]{1,31}$/,
  service: /^[A-Za-z][A-Za-z0-9-]{1,31}$/,
};

export function authorityFolder({ ca, data }: CertsFlags, { cwd, env }: Kit): string {
  return ca === undefined ? join(dataDirOf({ data: data ?? env.data }, cwd), 'certs') : resolve(cwd, ca);
}

export function certificateFolder(dir: string, kind: CertificateKind): string {
  return join(dir, FOLDERS[kind]);
}

export function formerCertificateFolder(dir: string, kind: CertificateKind): string {
  return join(dir, FOLDERS[kind], FORMER);
}

export function checkId(kind: CertificateKind, id: string): void {
  if (ID_PATTERNS[kind].test(id)) return;
  const letters =
    kind === 'organisation'
      ? 'A-Z, 0-9 and -'
      : kind === 'service'
        ? 'letters, digits and -'
        : 'a-z, 0-9 and -';
  throw usageFailure(
    `"${id}" is no id of ${kind === 'service' ? 'a' : 'an'} ${kind}: it wants 2 to 32 of ${letters}`,
  );
}

/** The one URI name that says who holds it. */
export function certificateUri(kind: CertificateKind, id: string): string {
  return URIS[kind](id);
}

const URIS: Readonly<Record<CertificateKind, (id: string) => string>> = {
  organisation: organisationUri,
  operator: operatorUri,
  authority: authorityUri,
  officer: officerUri,
  service: serviceUri,
};

export type IssuedCertificate = {
  readonly kind: CertificateKind;
  readonly id: string;
  readonly certificate: X509Certificate;
  readonly isFormer: boolean;
};

/** Every certificate of these kinds that lies in the folder; those of one holder where an id is given. */
export async function listIssued(
  dir: string,
  kinds: readonly CertificateKind[],
  id?: string,
): Promise<IssuedCertificate[]> {
  const found: IssuedCertificate[] = [];
  for (const kind of kinds)
    for (const [folder, isFormer] of [
      [certificateFolder(dir, kind), false],
      [formerCertificateFolder(dir, kind), true],
    ] as const)
      for (const file of await listCertificateFiles(folder)) {
        const name = basename(file, '.crt');
        const holder = isFormer ? name.replace(/\.[0-9a-f]{16}$/, '') : name;
        if (id !== undefined && holder !== id) continue;
        found.push({ kind, id: holder, isFormer, certificate: await readCertificate(join(folder, file)) });
      }
  // A renewal that broke off has put aside what is still in use.
  const inUse = new Set(found.flatMap((one) => (one.isFormer ? [] : [one.certificate.fingerprint256])));
  return found.filter(({ isFormer, certificate }) => !isFormer || !inUse.has(certificate.fingerprint256));
}

async function listCertificateFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw usageFailure(`${folder} cannot be read (${error.code})`);
  });
  return files.filter((file) => file.endsWith('.crt')).sort();
}

async function readCertificate(file: string): Promise<X509Certificate> {
  try {
    return new X509Certificate(await readFile(file));
  } catch {
    throw usageFailure(`${file} is no certificate that can be read`);
  }
}
