import { createHash } from 'node:crypto';
import { appendFile, chown, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RegistryChange } from '../pure/registry/change-registry.ts';

/** A change of the registry: one line of JSON in the audit file, which is in the folder of the registry file. */
export type RegistryAuditLine = {
  readonly version: number;
  readonly at: string;
  /** The organisation or operator that claimed to make the change. Without a claim, the name of the account. */
  readonly by: string;
  /** The account of the operating system. */
  readonly account: string;
  readonly change: RegistryChange;
  /**
   * SHA-256 of the registry file before and after the change. There is a gap if `before` differs from `after` of the previous
   * line.
   */
  readonly before: string;
  readonly after: string;
};

export const registryAuditPath = (registryFile: string): string =>
  join(dirname(registryFile), 'registry-audit.jsonl');

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The last line. `after` is absent if the line cannot be read: then the last state is unknown. */
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

/** Appends a line. A new audit file gets the owner of the registry file, who must be able to add lines. */
export async function appendAuditLine(
  registryFile: string,
  line: RegistryAuditLine,
  owner: Owner,
): Promise<void> {
  const file = registryAuditPath(registryFile);
  const before = await readAudit(registryFile);
  // If a crash interrupted the last line, the new entry must start on a new line.
  const end = before === '' || before.endsWith('\n') ? '' : '\n';
  await appendFile(file, `${end}${JSON.stringify(line)}\n`, { mode: 0o600, flush: true });
  const created = await stat(file);
  if (before === '' && (created.uid !== owner.uid || created.gid !== owner.gid))
    await chown(file, owner.uid, owner.gid);
}
