// Installs the dependencies of the lock file by pnpm, through npx, unless they are current.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root, run, tool } from './toolchain.mjs';

const STAMP = join(root, 'node_modules', '.waylight-installed');

const { packageManager } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const FROZEN = ['--yes', packageManager, 'install', '--frozen-lockfile'];

/** Arguments of npx that compare the lock file with pnpm's policies against attacks on registries, and install nothing. */
export const CHECK_LOCKFILE = [...FROZEN, '--lockfile-only', '--config.trustLockfile=false'];

/** End of the stamp of an installation without the tools of development, such as linters and test runners. */
const WITHOUT_TOOLS = ' without tools of development';

/**
 * The stamp of the installation that is required, from a hash and the stamp of the one that exists, or '' if there is none.
 * An installation with the tools of development keeps them.
 */
export function stampFor(hash, installed, isForDevelopment) {
  const isWithoutTools = !isForDevelopment && (installed === '' || installed.endsWith(WITHOUT_TOOLS));
  return isWithoutTools ? hash + WITHOUT_TOOLS : hash;
}

/**
 * Installs dependencies if the lock file changed. `npm start` needs no tools of development, and leaves them out. Returns
 * false after an error, which it explains on stderr.
 */
export async function ensureInstalled({ isForDevelopment = true } = {}) {
  const installed = existsSync(tool('node')) && existsSync(STAMP) ? readFileSync(STAMP, 'utf8') : '';
  const wanted = stampFor(fingerprint(), installed, isForDevelopment);
  if (installed === wanted) return true;
  process.stderr.write(`Installing the dependencies of pnpm-lock.yaml by ${packageManager}…\n`);
  // Uses the caller's PATH, because no program in node_modules may run while pnpm replaces it.
  const scope = wanted.endsWith(WITHOUT_TOOLS) ? ['--prod'] : [];
  const { code } = await run('npx', [...FROZEN, '--config.confirmModulesPurge=false', ...scope], {
    env: { PATH: process.env.PATH },
  });
  if (code !== 0) {
    process.stderr.write('The installation failed: see above. Run npm run setup to try again.\n');
    return false;
  }
  if (!existsSync(tool('node'))) {
    process.stderr.write(
      `There is no package of Node.js for ${process.platform}-${process.arch}. Install Node.js 26.10 or later, and repeat the command.\n`,
    );
    return false;
  }
  const failure = await explainFailureOf(tool('node'));
  if (failure !== undefined) {
    process.stderr.write(failure);
    return false;
  }
  writeFileSync(STAMP, wanted);
  return true;
}

/** Says why a Node.js does not start, and what to do; undefined if it starts. Node.js 26 for Linux loads libatomic. */
export async function explainFailureOf(node) {
  const { code, output } = await run(node, ['--version'], { capture: true });
  if (code === 0) return undefined;
  return [
    `The installed Node.js does not start: ${output.trim()}`,
    'If libatomic is missing: apt-get install libatomic1 (Debian, Ubuntu), or dnf install libatomic (Fedora).',
    'Or install Node.js 26.10 or later. Then repeat the command.\n',
  ].join('\n');
}

/** A hash of everything that determines an installation. */
function fingerprint() {
  const hash = createHash('sha256').update(process.platform).update(process.arch);
  for (const path of [
    'package.json',
    'pnpm-lock.yaml',
    'pnpm-workspace.yaml',
    '.pnpmfile.mjs',
    ...workspacePackages(),
  ]) {
    hash.update(path).update(readFileSync(join(root, path)));
  }
  return hash.digest('hex');
}

function workspacePackages() {
  return ['packages', 'services', 'tests'].flatMap((folder) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder))
          .map((name) => join(folder, name, 'package.json'))
          .filter((path) => existsSync(join(root, path)))
          .sort()
      : [],
  );
}
