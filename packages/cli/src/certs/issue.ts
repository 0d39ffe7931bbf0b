import type { X509Certificate } from 'node:crypto';
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import {
  type Credential,
  createAuthority,
  issueCertificate,
  readAuthority,
  signCertificateRequest,
  writeCertificate,
  writeCredential,
} from '@waylight/service-kit';
import type { CertificateKind, IssueFlags, RenewFlags } from '../commands/certs.ts';
import { translateCredentialError } from '../connection/identity.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import {
  authorityFolder,
  certificateFolder,
  certificateUri,
  checkId,
  formerCertificateFolder,
  listIssued,
} from './authority-folder.ts';

const AUTHORITY_DAYS = 3_650;

type Names = { readonly dns: readonly string[]; readonly ip: readonly string[] };

export async function issue(
  kit: Kit,
  kind: CertificateKind,
  id: string,
  flags: IssueFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  const { dns, ip } = flags;
  if ((kind === 'service') !== dns.length + ip.length > 0)
    throw usageFailure('a service needs --dns or --ip, by which its callers know it; nobody else has them');
  const days = parseDays(flags.days);
  const request = await readRequest(flags, kit);
  const dir = authorityFolder(flags, kit);
  if (flags.newAuthority === true) await createAuthorityFolder(kit, dir);
  const authority = await translateCredentialError(() => readAuthority(dir));
  if ((await listIssued(dir, [kind], id)).some(({ isFormer }) => !isFormer))
    throw refusedFailure(
      `${id} has a certificate already`,
      `See npx waylight certs list, or give it a new one: certs renew`,
    );
  await issueAndWrite(kit, { dir, authority, kind, id, days, names: { dns, ip }, request });
  return EXIT.ok;
}

export async function renew(
  kit: Kit,
  kind: CertificateKind,
  id: string,
  flags: RenewFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  const days = parseDays(flags.days);
  const request = await readRequest(flags, kit);
  const dir = authorityFolder(flags, kit);
  const authority = await translateCredentialError(() => readAuthority(dir));
  const before = await findCurrent(dir, kind, id);
  await keepFormer(dir, kind, id, before);
  await issueAndWrite(kit, { dir, authority, kind, id, days, names: readNames(before), request });
  kit.printMessage(
    'The one before holds until it ends: when the new one is in place, certs revoke --former --reason superseded',
  );
  return EXIT.ok;
}

async function findCurrent(dir: string, kind: CertificateKind, id: string): Promise<X509Certificate> {
  const current = (await listIssued(dir, [kind], id)).find(({ isFormer }) => !isFormer);
  if (current !== undefined) return current.certificate;
  throw refusedFailure(
    `${id} has no certificate in ${certificateFolder(dir, kind)}`,
    'Give it one: certs issue',
  );
}

/** Before the new one is written: a certificate that nobody has any more could not be revoked. */
async function keepFormer(
  dir: string,
  kind: CertificateKind,
  id: string,
  before: X509Certificate,
): Promise<void> {
  const folder = formerCertificateFolder(dir, kind);
  const print = before.fingerprint256.replaceAll(':', '').slice(0, 16).toLowerCase();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, `${id}.${print}.crt`);
  // Whole or not at all: half of it could not be revoked either.
  await writeFile(`${file}.new`, before.toString(), { flush: true });
  await rename(`${file}.new`, file);
}

type IssueParameters = {
  readonly dir: string;
  readonly authority: Credential;
  readonly kind: CertificateKind;
  readonly id: string;
  readonly days: number;
  readonly names: Names;
  /** Where the key is somebody else's. */
  readonly request: string | undefined;
};

async function issueAndWrite(
  kit: Kit,
  { dir, authority, kind, id, days, names, request }: IssueParameters,
): Promise<void> {
  const purpose = kind === 'service' ? 'server' : 'client';
  const subject = { commonName: id, uri: certificateUri(kind, id), ...names };
  const options = { ...subject, usage: purpose, days, now: new Date() } as const;
  if (request === undefined) {
    const paths = await writeCredential(
      certificateFolder(dir, kind),
      id,
      await issueCertificate(authority, options),
    );
    kit.printMessage(`${paths.certificate} and its key, ${paths.key}: for ${days} days at most`);
    return;
  }
  const certificate = await signCertificateRequest(authority, request, options);
  if (certificate === undefined)
    throw usageFailure('--request: this is no PKCS#10 request in PEM that an EC P-256 key has signed');
  const file = await writeCertificate(certificateFolder(dir, kind), id, certificate);
  kit.printMessage(`${file}: for ${days} days at most`);
}

async function readRequest({ request }: RenewFlags, { cwd }: Kit): Promise<string | undefined> {
  if (request === undefined) return undefined;
  return readFile(resolve(cwd, request), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`${request} cannot be read (${error.code})`);
  });
}

/** Only where nothing is: a second authority would not be known by whoever trusts the first. */
async function createAuthorityFolder(kit: Kit, dir: string): Promise<void> {
  const existingFiles = await readdir(dir).catch(() => []);
  if (existingFiles.length > 0)
    throw refusedFailure(`${dir} is not empty: --new-authority makes one where nothing is`);
  const now = new Date();
  const authority = await createAuthority({ commonName: 'Waylight authority', days: AUTHORITY_DAYS, now });
  const { certificate, key } = await writeCredential(dir, 'ca', authority);
  kit.printMessage(
    `${certificate} is for everybody; ${key} is for nobody else: keep it offline, with a copy`,
  );
}

function readNames({ subjectAltName = '' }: X509Certificate): Names {
  const all = subjectAltName.split(', ');
  const of = (prefix: string): string[] =>
    all.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length));
  return { dns: of('DNS:'), ip: of('IP Address:') };
}

function parseDays(text: string): number {
  const days = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > 3_650) throw usageFailure(`--days got "${text}"; it wants a number from 1 to 3650`);
  return days;
}
