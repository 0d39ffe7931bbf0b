import { chmod, chown, mkdir, rename, stat, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { SERVICE_USER } from '@waylight/deployment';

export type Owner = { readonly uid: number; readonly gid: number };

/** The operator who runs this command. */
export const ownUser = (): Owner => ({
  uid: process.getuid?.() ?? SERVICE_USER,
  gid: process.getgid?.() ?? SERVICE_USER,
});

/** Owner of keys and data: the user of the images if this is root, otherwise the user of this process. */
export function serviceOwner(): Owner {
  const own = ownUser();
  return own.uid === 0 ? { uid: SERVICE_USER, gid: SERVICE_USER } : own;
}

/** The owner of a folder, so that replaced keys belong to the same user. */
export async function ownerOf(folder: string): Promise<Owner> {
  const { uid, gid } = await stat(folder);
  return { uid, gid };
}

/** Creates a folder, and those above it, that only its owner may enter. */
export async function makePrivateFolder(folder: string, { uid, gid }: Owner): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  await chown(folder, uid, gid);
}

/** Creates a folder of settings, which services read and only the operator changes. */
export async function makePublicFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}

/** Writes a file that only its owner may read. A crash leaves the former file or the new one. */
export async function writeSecret(
  file: string,
  content: string | Uint8Array,
  { uid, gid }: Owner,
): Promise<void> {
  const unfinished = `${file}.new`;
  await writeFile(unfinished, content, { mode: 0o600 });
  await chown(unfinished, uid, gid);
  await rename(unfinished, file);
}

/** Writes a file without a secret, which services read and only the operator changes. */
export async function writePublic(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.new`;
  await writeFile(unfinished, content);
  // The umask of the operator may be stricter.
  await chmod(unfinished, 0o644);
  await rename(unfinished, file);
}
