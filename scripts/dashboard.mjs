// npm run dashboard: builds the pages to services/dashboard/dist, unless they are current.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { ensureInstalled } from './install.mjs';
import { root, run, tool } from './toolchain.mjs';

const PACKAGE = join(root, 'services', 'dashboard');
const BUILT = join(PACKAGE, 'dist');
const STAMP = '.built-of';

/** Builds the pages if their sources changed. Returns false after an error, which it explains on stderr. */
export async function ensureDashboard() {
  const wanted = fingerprint();
  const isCurrent = () =>
    existsSync(join(BUILT, STAMP)) && readFileSync(join(BUILT, STAMP), 'utf8') === wanted;
  if (isCurrent()) return true;
  const began = performance.now();
  // Builds into a folder that only this process uses, because a service may serve the old pages meanwhile.
  const building = join(root, '.waylight', 'cache', `dashboard-${process.pid}`);
  const { code, output } = await run(
    tool('node'),
    [
      join(PACKAGE, 'node_modules', 'vite', 'bin', 'vite.js'),
      ...['build', '--configLoader', 'native', '--outDir', building, '--emptyOutDir'],
    ],
    { capture: true, cwd: PACKAGE, env: { NODE_ENV: 'production' } },
  );
  if (code !== 0) {
    rmSync(building, { recursive: true, force: true });
    process.stderr.write(
      `${output}\nThe build of the pages failed: see above. Run npm run dashboard to try again.\n`,
    );
    return false;
  }
  const warnings = output.split('\n').filter((line) => line.includes('[plugin waylight-texts]'));
  for (const warning of new Set(warnings)) process.stderr.write(`${warning}\n`);
  writeFileSync(join(building, STAMP), wanted);
  try {
    rmSync(BUILT, { recursive: true, force: true });
    renameSync(building, BUILT);
  } catch (error) {
    // Another command, such as npm start beside npm test, has put its own build there meanwhile.
    rmSync(building, { recursive: true, force: true });
    if (!isCurrent()) throw error;
  }
  process.stderr.write(`Built the pages in ${((performance.now() - began) / 1000).toFixed(1)} s.\n`);
  return true;
}

/** A hash of everything that the built files depend on: the dashboard, its workspace packages, and all versions. */
function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of workspaceDependencies('dashboard', new Set()).sort()) addFolder(hash, folder);
  hash.update(readFileSync(join(root, 'pnpm-lock.yaml')));
  return hash.digest('hex');
}

/** Folders of a package and of all workspace packages that it depends on. */
function workspaceDependencies(name, reached) {
  const folder = ['packages', 'services']
    .map((group) => join(group, name))
    .find((one) => existsSync(join(root, one)));
  if (folder === undefined || reached.has(folder)) return [...reached];
  reached.add(folder);
  const { dependencies = {} } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  for (const dependency of Object.keys(dependencies))
    if (dependency.startsWith('@waylight/'))
      workspaceDependencies(dependency.slice('@waylight/'.length), reached);
  return [...reached];
}

function addFolder(hash, folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort(byName)) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules' && entry.name !== 'dist') addFolder(hash, path);
    } else if (!entry.name.includes('.test.')) hash.update(path).update(readFileSync(join(root, path)));
  }
}

function byName(a, b) {
  return a.name < b.name ? -1 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  process.exitCode = (await ensureInstalled()) && (await ensureDashboard()) ? 0 : 1;
