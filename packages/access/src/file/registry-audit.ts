import { createHash } from 'node:crypto';
import { appendFile, chown, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryChange } from '../pure/registry/change-registry.ts';

/** A change of the registry: one line of JSON, in a file beside it. */
export type RegistryAuditLine = {
  readonly version: number;
  readonly at: string;
  /** The organisation or operator that claimed to make the change; the account's name without a claim. */
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

/** The last line. Without `after` if it cannot be read: then the last state is unknown. */
type LastLine = { readonly after: string | undefined };

/** Returns undefined if there is no line yet. */
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

/** Appends a line. A new file gets the owner of the registry, who must be able to add lines. */
export async function appendAuditLine(
  registryFile: string,
  line: RegistryAuditLine,
  owner: Owner,
): Promise<void> {
  const file = registryAuditPath(registryFile);
  const before = await readAudit(registryFile);
  // A line that a crash interrupted stays a line of its own.
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${end}${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
  const created = await stat(file);
  if (before === '' && (created.uid !== owner.uid || created.gid !== owner.gid))
    await chown(file, owner.uid, owner.gid);
}
