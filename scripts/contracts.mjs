// Generates code and a descriptor set from the contracts in proto/, and lists checked-in files that differ.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, run, tool } from './toolchain.mjs';

const GENERATED = join('packages', 'contracts', 'src', 'gen');
const DESCRIPTORS = join(GENERATED, 'waylight.binpb');

/** Descriptor set of the contracts of the last release, with which `buf breaking` compares. */
export const LAST_RELEASE = join('proto', 'last-release.binpb');

/** Generates files below `base`, by default the project's root. Returns the error text, or undefined. */
export async function generate(base = root) {
  for (const args of [
    ['generate', '--output', base],
    ['build', '--exclude-source-info', '--output', join(base, DESCRIPTORS)],
  ]) {
    const { code, output } = await run(tool('buf'), args, { capture: true });
    if (code !== 0) return output;
  }
  return undefined;
}

/** Lists generated files that are missing, obsolete or different, one on each line. */
export async function findStaleFiles() {
  const base = mkdtempSync(join(tmpdir(), 'waylight-contracts-'));
  try {
    const failure = await generate(base);
    if (failure !== undefined) return failure;
    const generated = readFolder(join(base, GENERATED));
    const checkedIn = readFolder(join(root, GENERATED));
    const names = [...new Set([...generated.keys(), ...checkedIn.keys()])].sort();
    return names
      .filter((name) => !generated.get(name)?.equals(checkedIn.get(name) ?? Buffer.alloc(0)))
      .map((name) => `${join(GENERATED, name)} differs from proto/: run npm run generate`)
      .join('\n');
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Saves the current contracts as those of the last release. Returns the error text, or undefined. */
export async function saveAsLastRelease() {
  const { code, output } = await run(
    tool('buf'),
    ['build', '--exclude-source-info', '--output', LAST_RELEASE],
    {
      capture: true,
    },
  );
  return code === 0 ? undefined : output;
}

function readFolder(folder) {
  const files = new Map();
  const walk = (path) => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) walk(inner);
      else files.set(relative(folder, inner), readFileSync(inner));
    }
  };
  if (existsSync(folder)) walk(folder);
  return files;
}
