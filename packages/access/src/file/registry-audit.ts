import { createHash } from 'node:crypto';
import { appendFile, chown, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryChange } from '../pure/registry/change-registry.ts';

/** What was done to the registry, by whom: one line of JSON each, in a file beside it. */
export type RegistryAuditLine = {
  readonly version: number;
  readonly at: string;
  /** The organisation or operator in whose name it was done, as they said; the account's name where they said none. */
  readonly by: string;
  /** The account of the operating system. */
  readonly account: string;
  readonly change: RegistryChange;
  /** SHA-256 of the file before and after. A line's `before` that is not the `after` of the line above is a gap. */
  readonly before: string;
  readonly after: string;
};

export const registryAuditPath = (registryFile: string): string =>
  join(dirname(registryFile), 'registry-audit.jsonl');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The last line; without `after` where it cannot be read, so that nobody knows what the registry was left as. */
type LastLine = { readonly after: string | undefined };

/** Undefined where there is no line yet. */
export async function readLastAuditLine(registryFile: string): Promise<LastLine | undefined> {
  const line = (await readAudit(registryFile)).trimEnd().split('\n').at(-1) ?? '';
  if (line === '') return undefined;
  try {
    const { after } = JSON.parse(line) as Partial<RegistryAuditLine>;
    return { after };
  } catch {
    return { after: undefined };
  }
}

async function readAudit(registryFile: string): Promise<string> {
  return readFile(registryAuditPath(registryFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
}

export type Owner = { readonly uid: number; readonly gid: number };

/** Where there is none yet, it becomes the registry's owner's: whoever changes the registry next must be able to add to it. */
export async function appendAuditLine(
  registryFile: string,
  line: RegistryAuditLine,
  owner: Owner,
): Promise<void> {
  const file = registryAuditPath(registryFile);
  const before = await readAudit(registryFile);
  // A line that a crash has torn stays a line of its own.
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${end}${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
  const created = await stat(file);
  if (before === '' && (created.uid !== owner.uid || created.gid !== owner.gid))
    await chown(file, owner.uid, owner.gid);
}
