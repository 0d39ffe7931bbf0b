import { copyFile, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Folders that no test reads. */
const LEFT_OUT = new Set(['.git', '.waylight']);

/**
 * Copies a workspace. Installed packages are shared by links. Links between packages of the workspace are relative, so they
 * lead into the copy.
 */
export async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (LEFT_OUT.has(entry.name)) continue;
    if (entry.name === 'node_modules') await copyLinks(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) await copyTree(source, target);
    else if (entry.isFile()) await copyFile(source, target);
  }
}

/** Layout of pnpm: links, folders of links for scopes and commands, and one store. */
async function copyLinks(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name === '.pnpm') await symlink(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.name === '.bin' || entry.name.startsWith('@')) await copyLinks(source, target);
    else if (from.endsWith('.bin')) await copyFile(source, target);
  }
}
