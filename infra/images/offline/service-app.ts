import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runProgram } from './engine.ts';
import { closureOf, copyClosure, findUnreachablePackages } from './workspace-closure.ts';

/** Files that determine the installed versions. */
const INSTALL_INPUTS = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml', '.pnpmfile.mjs', 'patches'];

/** Copies the source files of programs, such as `intake`, and what determines the versions of their dependencies. */
export function copySources(root: string, programs: readonly string[], to: string): void {
  mkdirSync(to, { recursive: true });
  for (const name of INSTALL_INPUTS) cpSync(join(root, name), join(to, name), { recursive: true });
  copyClosure(root, closureOf(root, programs), to);
}

/**
 * Installs the dependencies of the copied programs by the lock file. The layout of the workspace stays, because Node.js
 * strips no types below node_modules; links into packages/ lead out of it.
 */
export async function installDependencies(app: string, programs: readonly string[]): Promise<void> {
  const { packageManager }: { packageManager: string } = JSON.parse(
    readFileSync(join(app, 'package.json'), 'utf8'),
  );
  await runProgram(
    'npx',
    [
      ...['--yes', packageManager, 'install', '--prod', '--frozen-lockfile', '--prefer-offline'],
      // Copies: a file that is linked to pnpm's store changes when another project installs or removes the package.
      ...['--ignore-scripts', '--package-import-method=copy'],
      ...programs.map((program) => `--filter=@waylight/${program}...`),
    ],
    { cwd: app },
  );
  for (const unneeded of findUnreachablePackages(app, closureOf(app, programs)))
    rmSync(unneeded, { recursive: true, force: true });
  // Removes links to removed packages, and pnpm's files about this machine.
  for (const name of ['@waylight', '.modules.yaml', '.pnpm-workspace-state-v1.json'])
    rmSync(join(app, 'node_modules', name), { recursive: true, force: true });
  removeDanglingLinks(join(app, 'node_modules', '.pnpm', 'node_modules'));
}

/** Files of infra/ that `waylight node init` and `waylight region init` write to a machine. */
const SHIPPED_FILES = ['compose', 'registry', 'redis', 'observability'];

/** Creates a folder with the launcher `waylight`, and in lib/ the sources of the command and of further programs. */
export function copyCommandSources(root: string, programs: readonly string[], to: string): void {
  copySources(root, ['cli', ...programs], join(to, 'lib'));
  for (const shipped of SHIPPED_FILES)
    cpSync(join(root, 'infra', shipped), join(to, 'lib/infra', shipped), { recursive: true });
  cpSync(join(root, 'infra/package/waylight'), join(to, 'waylight'));
}

/** Removes hoisted links to removed packages. */
function removeDanglingLinks(folder: string): void {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isSymbolicLink() && !existsSync(path)) rmSync(path);
  }
}
