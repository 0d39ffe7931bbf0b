// Makes code and a descriptor set of the contracts in proto/, and says where they differ from what is checked in.
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { root, run, tool } from './toolchain.mjs';

const GENERATED = join('packages', 'contracts', 'src', 'gen');
const DESCRIPTORS = join(GENERATED, 'waylight.binpb');

/** The contracts of the last release: what `buf breaking` compares with. */
export const LAST_RELEASE = join('proto', 'last-release.binpb');

/** Generates under `base`, which stands for the project's root. Answers what went wrong, or undefined. */
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

/** Lists every generated file that is missing, left over or different, one a line; empty when all is fresh. */
export async function staleFiles() {
  const base = mkdtempSync(join(tmpdir(), 'waylight-contracts-'));
  try {
    const failure = await generate(base);
    if (failure !== undefined) return failure;
    const made = contents(join(base, GENERATED));
    const checkedIn = contents(join(root, GENERATED));
    const names = [...new Set([...made.keys(), ...checkedIn.keys()])].sort();
    return names
      .filter((name) => !made.get(name)?.equals(checkedIn.get(name) ?? Buffer.alloc(0)))
      .map((name) => `${join(GENERATED, name)} is not what proto/ makes: run npm run generate`)
      .join('\n');
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}

/** Keeps the contracts as they are now as those of the last release. */
export async function keepAsRelease() {
  const { code, output } = await run(
    tool('buf'),
    ['build', '--exclude-source-info', '--output', LAST_RELEASE],
    {
      capture: true,
    },
  );
  return code === 0 ? undefined : output;
}

function contents(folder) {
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
