import type { X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type CertificateOptions,
  type Credential,
  type HostNames,
  issueCertificate,
  readAuthority,
  refusedNames,
  signCertificateRequest,
  writeCertificate,
  writeCredential,
} from '@waylight/service-kit';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { translateCredentialError } from '../connection/identity.ts';
import { refusedFailure, usageFailure } from '../failure.ts';
import {
  type AuthorityFlags,
  certificateFolder,
  findCurrent,
  formerCertificateFolder,
} from './authority-folder.ts';
import { requireAuthorityFor } from './authority-sort.ts';
import { type CertificateKind, checkId, type Holder, isServer, KIND_RULES } from './kinds.ts';

export type IssueFlags = AuthorityFlags & { readonly days: string; readonly request?: string };

export function withIssueFlags(command: Command): Command {
  return command
    .option(
      '--request <file>',
      'a request (PKCS#10, PEM) of an EC P-256 key, which stays with its holder; the names in it are ignored',
    )
    .option('--days <n>', 'validity in days, 1 to 3650', String(DEFAULT_DAYS));
}

const NO_NAMES: HostNames = { dns: [], ip: [] };
export const DEFAULT_DAYS = 365;

/** @throws CommandFailure if a server has no host names, or another holder has some. */
export function checkNames(kind: CertificateKind, { dns, ip }: HostNames): void {
  const hasNames = dns.length + ip.length > 0;
  if (isServer(kind) === hasNames) return;
  throw usageFailure(
    hasNames
      ? `a certificate of the kind ${kind} must not contain host names: leave out --dns and --ip`
      : `a ${kind} needs --dns or --ip, which clients connect to`,
  );
}

type IssueParameters = Holder & {
  readonly dir: string;
  readonly authority: Credential;
  readonly days: number;
  readonly names: HostNames;
  /** A request in PEM. Without a request, a key is created and written too. */
  readonly request: string | undefined;
};

/** Signs a certificate and writes it, with its key if there is no request. */
export async function writeNewCertificate(
  context: Pick<CommandContext, 'printMessage'>,
  { dir, authority, kind, id, days, names, request }: IssueParameters,
): Promise<void> {
  const options = certificateOptions({ kind, id, days, names });
  const folder = certificateFolder(dir, kind);
  if (request === undefined) {
    const paths = await writeCredential(folder, id, await issueCertificate(authority, options));
    context.printMessage(
      `wrote ${paths.certificate} and its key ${paths.key}, valid for ${days} days at most`,
    );
    return;
  }
  const certificate = await sign(authority, request, options, '--request');
  const file = await writeCertificate(folder, id, certificate);
  context.printMessage(`wrote ${file}, valid for ${days} days at most`);
}

type RequestToSign = Holder & {
  /** Folder of the authority. */
  readonly dir: string;
  /** A request in PEM. The names in it are ignored. */
  readonly request: string;
  /** Host names and addresses of a server. */
  readonly names?: HostNames;
  readonly days?: number;
};

/**
 * Signs a request and returns the certificate in PEM. The authority's folder keeps it too, for `certs list` and `certs renew`.
 * A former certificate of the holder is kept, and stays valid. @throws CommandFailure.
 */
export async function signRequest({
  dir,
  kind,
  id,
  request,
  names = NO_NAMES,
  days = DEFAULT_DAYS,
}: RequestToSign): Promise<string> {
  checkId(kind, id);
  checkNames(kind, names);
  const authority = await readAuthorityFor(kind, dir, names);
  const options = certificateOptions({ kind, id, days, names });
  const certificate = await sign(authority, request, options, `the request of ${id}`);
  const former = await findCurrent(dir, kind, id);
  if (former !== undefined) await keepFormer(dir, { kind, id }, former);
  await writeCertificate(certificateFolder(dir, kind), id, certificate);
  return certificate;
}

/** Reads an authority that may issue certificates of this kind for these names. @throws CommandFailure. */
export async function readAuthorityFor(
  kind: CertificateKind,
  dir: string,
  names: HostNames = NO_NAMES,
): Promise<Credential> {
  const authority = await translateCredentialError(() => readAuthority(dir));
  requireAuthorityFor(kind, authority.certificate, dir);
  const refused = refusedNames(authority.certificate, names);
  if (refused.length === 0) return authority;
  throw refusedFailure(
    `the authority in ${dir} may not sign for ${refused.join(', ')}: browsers would refuse the certificate`,
    'Its permitted names never change. Create another authority in an empty folder (--new-authority --permit HOSTS), issue all ' +
      'browser certificates from it, and let people trust it in place of the former.',
  );
}

function certificateOptions({
  kind,
  id,
  days,
  names,
}: Holder & { readonly days: number; readonly names: HostNames }): CertificateOptions {
  const { names: namesOf, usage } = KIND_RULES[kind];
  return { ...namesOf(id), ...names, usage, days, now: new Date() };
}

async function sign(
  authority: Credential,
  request: string,
  options: CertificateOptions,
  origin: string,
): Promise<string> {
  const certificate = await signCertificateRequest(authority, request, options);
  if (certificate !== undefined) return certificate;
  throw usageFailure(`${origin} is not a PKCS#10 request in PEM with the signature of an EC P-256 key`);
}

/** Stores the former certificate before the new one is written, because a lost certificate could not be revoked. */
export async function keepFormer(dir: string, { kind, id }: Holder, former: X509Certificate): Promise<void> {
  const folder = formerCertificateFolder(dir, kind);
  const fingerprint = former.fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${id}.${fingerprint}.crt`);
  // The file is renamed only when complete, because a partial certificate could not be revoked either.
  await writeFile(`${file}.new`, former.toString(), { flush: true });
  await rename(`${file}.new`, file);
}

export async function readRequest(
  { request }: IssueFlags,
  { cwd }: Pick<CommandContext, 'cwd'>,
): Promise<string | undefined> {
  if (request === undefined) return undefined;
  return readFile(resolve(cwd, request), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read ${request} (${error.code})`);
  });
}
