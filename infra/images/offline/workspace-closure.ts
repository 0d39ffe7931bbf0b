import { cpSync, existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, join } from 'node:path';

const GROUPS = ['packages', 'services'];
const SCOPE = '@waylight/';

/** Folders of programs and of the workspace packages that they depend on: `services/intake`, `packages/calendar`… */
export function closureOf(root: string, programs: readonly string[]): string[] {
  const reached = new Set<string>();
  const visit = (folder: string): void => {
    if (reached.has(folder)) return;
    reached.add(folder);
    const manifest: { dependencies?: Record<string, string> } = JSON.parse(
      readFileSync(join(root, folder, 'package.json'), 'utf8'),
    );
    for (const name of Object.keys(manifest.dependencies ?? {}))
      if (name.startsWith(SCOPE)) visit(folderOf(root, name.slice(SCOPE.length)));
  };
  for (const program of programs) visit(folderOf(root, program));
  return [...reached].sort();
}

function folderOf(root: string, name: string): string {
  const found = GROUPS.map((group) => `${group}/${name}`).find((folder) =>
    existsSync(join(root, folder, 'package.json')),
  );
  if (found === undefined) throw new Error(`the workspace has no package ${name}`);
  return found;
}

/** Copies folders of the workspace without test code and installed packages. */
export function copyClosure(root: string, folders: readonly string[], to: string): void {
  for (const folder of folders)
    cpSync(join(root, folder), join(to, folder), {
      recursive: true,
      filter: (path) =>
        !/^(?:node_modules|testing|conformance)$|\.(?:test|fixture)\.ts$|-for-tests\.ts$/.test(
          basename(path),
        ),
    });
}

/**
 * Lists installed packages that the given folders do not reach, such as the dependencies of the workspace root. In pnpm's
 * store the dependencies of a package are its neighbours.
 */
export function findUnreachablePackages(installRoot: string, folders: readonly string[]): string[] {
  const store = join(installRoot, 'node_modules', '.pnpm');
  const kept = new Set<string>();
  const visitLinks = (modules: string): void => {
    if (!existsSync(modules)) return;
    for (const entry of readdirSync(modules, { withFileTypes: true })) {
      const path = join(modules, entry.name);
      if (entry.name.startsWith('@') && entry.isDirectory()) visitLinks(path);
      else if (entry.isSymbolicLink()) visitTarget(path);
    }
  };
  const visitTarget = (link: string): void => {
    const match = /\/\.pnpm\/([^/]+)\/node_modules\//.exec(`${realpathSync(link)}/`);
    const name = match?.[1];
    if (name === undefined || kept.has(name)) return;
    kept.add(name);
    visitLinks(join(store, name, 'node_modules'));
  };
  for (const folder of folders) visitLinks(join(installRoot, folder, 'node_modules'));
  return readdirSync(store)
    .filter((name) => name.includes('@') && !kept.has(name))
    .map((name) => join(store, name));
}
