import { X509Certificate } from 'node:crypto';
import type { Stats } from 'node:fs';
import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { safeToLog } from '../safe-error.ts';

/** A certificate and its private key, as PEM texts. */
export type Credential = { readonly certificate: string; readonly key: string };

/** Other users of the machine can read or replace a private key, so the key counts as compromised. */
export class KeyExposedError extends Error {
  override readonly name = 'KeyExposedError';
  readonly code = 'KEY_EXPOSED';
  readonly [safeToLog] = true;

  constructor(path: string, mode: number, what: 'key' | 'directory' | 'authority') {
    const exposure = {
      key: 'can be read by others',
      directory: 'contains a key, and others can write there',
      authority: 'is the directory of an authority, and open to others',
    }[what];
    const remedy = {
      key: 'chmod 600 it, and replace the key if others may have read it',
      directory: 'chmod go-w it, and replace the key if others may have written one',
      authority: 'chmod 700 it, and check its files',
    }[what];
    super(`${path} ${exposure} (mode ${(mode & 0o777).toString(8)}): ${remedy}`);
  }
}

/** A certificate or key file is missing or unreadable. */
export class CredentialMissingError extends Error {
  override readonly name = 'CredentialMissingError';
  readonly code = 'CREDENTIAL_MISSING';
  readonly [safeToLog] = true;

  constructor(path: string, { cause }: { readonly cause: { readonly code: unknown } }) {
    const why = cause.code === 'ENOENT' ? 'is missing' : `cannot be read (${cause.code})`;
    super(`${path} ${why}: check the directory, and issue the certificates first`, { cause });
  }
}

/** The content of a certificate file is not a certificate. */
class NoCertificateError extends Error {
  override readonly name = 'NoCertificateError';
  readonly code = 'NO_CERTIFICATE';
  readonly [safeToLog] = true;

  constructor(path: string, options: ErrorOptions) {
    super(`${path} is not a certificate in PEM form: check that it is the right file, and complete`, options);
  }
}

export type CredentialPaths = { readonly certificate: string; readonly key: string };

export function credentialPaths(dir: string, name: string): CredentialPaths {
  return { certificate: join(dir, `${name}.crt`), key: join(dir, `${name}.key`) };
}

/** Writes `<name>.crt`, and `<name>.key` with mode 0600. Creates the directory so that only the owner can access it. */
export async function writeCredential(
  dir: string,
  name: string,
  credential: Credential,
): Promise<CredentialPaths> {
  const paths = credentialPaths(dir, name);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeAtomically(paths.key, credential.key, 0o600);
  await writeAtomically(paths.certificate, credential.certificate, 0o644);
  return paths;
}

/** Writes a certificate whose key is stored in another place, and deletes the key of the previous certificate. */
export async function writeCertificate(dir: string, name: string, certificate: string): Promise<string> {
  const paths = credentialPaths(dir, name);
  await mkdir(dir, { recursive: true, mode: 0o700 });
  await writeAtomically(paths.certificate, certificate, 0o644);
  await rm(paths.key, { force: true });
  return paths.certificate;
}

/** @throws KeyExposedError if others may read the key, or write its directory; CredentialMissingError. */
export async function readCredential(dir: string, name: string): Promise<Credential> {
  const paths = credentialPaths(dir, name);
  return { certificate: await read(paths.certificate), key: await readKey(paths.key) };
}

/** Reads a private key. @throws KeyExposedError, CredentialMissingError; see `readCredential`. */
export async function readKey(path: string): Promise<string> {
  const facts = await translateReadError(path, stat(path));
  if ((facts.mode & 0o077) !== 0 && !isMountedSecret(facts))
    throw new KeyExposedError(path, facts.mode, 'key');
  const dir = dirname(path);
  const { mode: dirMode } = await translateReadError(dir, stat(dir));
  // If the directory has the sticky bit, as in a volume of secrets, others cannot replace the file.
  if ((dirMode & 0o022) !== 0 && (dirMode & 0o1000) === 0)
    throw new KeyExposedError(dir, dirMode, 'directory');
  return read(path);
}

/**
 * True for a file as Kubernetes mounts a secret: root owns it, and the group of the pod may read it. It is private if the
 * group has no other member. By convention, such a group has the id of its only user.
 */
function isMountedSecret({ mode, uid, gid }: Stats): boolean {
  const isOwnGroup = gid !== 0 && gid === process.getuid?.() && gid === process.getgid?.();
  return uid === 0 && (mode & 0o077) === 0o040 && isOwnGroup;
}

/** Reads an authority from its directory. @throws KeyExposedError if group or others have any permission on it. */
export async function readAuthority(dir: string): Promise<Credential> {
  const { mode } = await translateReadError(dir, stat(dir));
  if ((mode & 0o077) !== 0) throw new KeyExposedError(dir, mode, 'authority');
  return readCredential(dir, 'ca');
}

/** PEM texts: the certificate authority (CA) that both sides trust, and the certificate and key of this side. */
export type TlsMaterial = { readonly ca: string; readonly certificate: string; readonly key: string };

export type TlsFiles = {
  readonly caFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
};

/** Reads the files of mutual TLS. @throws as `readCredential`. */
export async function readTls({ caFile, certificateFile, keyFile }: TlsFiles): Promise<TlsMaterial> {
  const [ca, certificate, key] = await Promise.all([read(caFile), read(certificateFile), readKey(keyFile)]);
  try {
    new X509Certificate(certificate);
  } catch (cause) {
    throw new NoCertificateError(certificateFile, { cause });
  }
  return { ca, certificate, key };
}

function read(path: string): Promise<string> {
  return translateReadError(path, readFile(path, 'utf8'));
}

async function translateReadError<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof Error && 'code' in error) throw new CredentialMissingError(path, { cause: error });
    throw error;
  }
}

/** A crash leaves the old file or the new one. The file has the right mode before its first byte is written. */
async function writeAtomically(path: string, content: string, mode: number): Promise<void> {
  const unfinished = `${path}.new`;
  await writeFile(unfinished, content, { mode });
  await chmod(unfinished, mode);
  await rename(unfinished, path);
}
