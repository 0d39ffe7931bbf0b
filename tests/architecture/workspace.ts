import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export type SourceFile = {
  /** Path in the project, with forward slashes. */
  readonly path: string;
  readonly text: string;
};

export type Manifest = {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
};

export type WorkspacePackage = {
  /** Path in the project: `packages/trends`. */
  readonly folder: string;
  readonly manifest: Manifest;
  readonly files: readonly SourceFile[];
};

export type Workspace = {
  readonly root: Manifest;
  readonly packages: readonly WorkspacePackage[];
};

export const projectRoot = fileURLToPath(new URL('../..', import.meta.url));

/** Reads all packages of the workspace with their sources, except generated code. */
export function readWorkspace(): Workspace {
  const folders = ['packages', 'services', 'tests'].flatMap((group) =>
    readdirSync(join(projectRoot, group))
      .map((name) => `${group}/${name}`)
      .filter((folder) => existsSync(join(projectRoot, folder, 'package.json'))),
  );
  return {
    root: readManifest('.'),
    packages: folders.map((folder) => ({
      folder,
      manifest: readManifest(folder),
      files: readSources(folder),
    })),
  };
}

function readManifest(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(projectRoot, folder, 'package.json'), 'utf8'));
  return manifest;
}

const SKIPPED_FOLDERS = new Set(['node_modules', 'dist', 'gen', 'fixtures', 'data']);

function readSources(folder: string): SourceFile[] {
  return readdirSync(join(projectRoot, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(projectRoot, folder, entry.name);
    const name = relative(projectRoot, path).replaceAll('\\', '/');
    if (entry.isDirectory()) return SKIPPED_FOLDERS.has(entry.name) ? [] : readSources(name);
    return /\.(ts|tsx|js|mjs)$/.test(entry.name) ? [{ path: name, text: readFileSync(path, 'utf8') }] : [];
  });
}
