import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { authorityUri, officerUri, operatorUri, organisationUri, serviceUri } from '@waylight/access';
import { Argument, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { CERTIFICATE_FOLDERS, dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';

/** Kinds of certificate holders. Each kind has its own folder. */
export type CertificateKind = keyof typeof CERTIFICATE_FOLDERS;
export const CERTIFICATE_KINDS = Object.keys(CERTIFICATE_FOLDERS) as CertificateKind[];

export type AuthorityFlags = { readonly ca?: string; readonly data?: string };

export function withAuthority(command: Command): Command {
  return command
    .option('--ca <dir>', "the authority's folder (default: the trial's certs)")
    .option('--data <dir>', 'folder of the trial, with certs/ and registry.json (default: .waylight/region)');
}

/** Adds the arguments and flags of a command about one certificate holder. */
export function withHolder(command: Command): Command {
  return withAuthority(command)
    .addArgument(new Argument('<kind>', 'kind of the holder').choices(CERTIFICATE_KINDS))
    .argument('<id>', 'its id in the registry; for a service, any name');
}

/** Folder of replaced certificates, without their keys. They stay valid until they expire, so they are kept for revocation. */
const FORMER = 'former';

const ID_PATTERNS: Readonly<Record<CertificateKind, RegExp>> = {
  organisation: /^[A-Z][A-Z0-9-]{1,31}$/,
  operator: /^[a-z][a-z0-9-]{1,31}$/,
  authority: /^[a-z][a-z0-9-]{1,31}$/,
  officer: /^[a-z][a-z0-9-]{1,31}$/,
  service: /^[A-Za-z][A-Za-z0-9-]{1,31}$/,
};

export function authorityFolder(
  { ca, data }: AuthorityFlags,
  { cwd, env }: Pick<CommandContext, 'cwd' | 'env'>,
): string {
  return ca === undefined ? join(dataDirOf({ data: data ?? env.data }, cwd), 'certs') : resolve(cwd, ca);
}

export function certificateFolder(dir: string, kind: CertificateKind): string {
  return join(dir, CERTIFICATE_FOLDERS[kind]);
}

export function formerCertificateFolder(dir: string, kind: CertificateKind): string {
  return join(dir, CERTIFICATE_FOLDERS[kind], FORMER);
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
    `"${id}" is not an id of ${kind === 'service' ? 'a' : 'an'} ${kind}: expected 2 to 32 of ${letters}`,
  );
}

/** The URI in a certificate, which names its holder. */
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

/** All certificates of these kinds in the folder, or those of one holder. */
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
  // An interrupted renewal may have copied the current certificate into the folder of replaced certificates.
  const inUse = new Set(found.flatMap((one) => (one.isFormer ? [] : [one.certificate.fingerprint256])));
  return found.filter(({ isFormer, certificate }) => !isFormer || !inUse.has(certificate.fingerprint256));
}

async function listCertificateFiles(folder: string): Promise<string[]> {
  const files = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw usageFailure(`cannot read ${folder} (${error.code})`);
  });
  return files.filter((file) => file.endsWith('.crt')).sort();
}

async function readCertificate(file: string): Promise<X509Certificate> {
  try {
    return new X509Certificate(await readFile(file));
  } catch {
    throw usageFailure(`cannot read the certificate ${file}`);
  }
}
