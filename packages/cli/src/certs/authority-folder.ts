import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { CERTIFICATE_FOLDERS, dataDirOf } from '../connection/region-location.ts';
import { usageFailure } from '../failure.ts';
import { CERTIFICATE_KINDS, type CertificateKind } from './kinds.ts';

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
    .argument(
      '<id>',
      'its id in the registry; for a service or broker, any name; for a client of the log, such as node-mk',
    );
}

/** Folder of replaced certificates, without their keys. They stay valid until they expire, so they are kept for revocation. */
const FORMER = 'former';

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

/** The certificate of a holder that is not replaced. */
export async function findCurrent(
  dir: string,
  kind: CertificateKind,
  id: string,
): Promise<X509Certificate | undefined> {
  return (await listIssued(dir, [kind], id)).find(({ isFormer }) => !isFormer)?.certificate;
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
