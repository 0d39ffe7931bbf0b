import { createHash } from 'node:crypto';
import { appendFile, chown, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryChange } from '@waylight/registry';

/** What was done to the registry, by whom: one line of JSON each, in a file beside it. */
export type AuditLine = {
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

export const auditFileOf = (registryFile: string): string =>
  join(dirname(registryFile), 'registry-audit.jsonl');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The file that the last line left behind; undefined where there is no line, or none that can be read. */
export async function lastAudited(registryFile: string): Promise<string | undefined> {
  const text = await readFile(auditFileOf(registryFile), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const line = text.trimEnd().split('\n').at(-1) ?? '';
  try {
    const { after } = JSON.parse(line) as Partial<AuditLine>;
    return after;
  } catch {
    return undefined;
  }
}

export type Owner = { readonly uid: number; readonly gid: number };

/** Where there is none yet, it becomes the registry's owner's: whoever changes the registry next must be able to add to it. */
export async function appendAudit(registryFile: string, line: AuditLine, owner: Owner): Promise<void> {
  const file = auditFileOf(registryFile);
  const isNew = (await lastAudited(registryFile)) === undefined;
  await appendFile(file, `${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
  const made = await stat(file);
  if (isNew && (made.uid !== owner.uid || made.gid !== owner.gid)) await chown(file, owner.uid, owner.gid);
}
