import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@waylight/tests-region';

const CACHE = join(ROOT, '.waylight', 'cache');
const REQUIREMENTS = join(ROOT, 'examples', 'python', 'requirements.txt');

/** The folder of the Python client's packages, which pip fetches once, or what would make it available. */
export function pythonForTests(): { readonly packages: string } | { readonly unavailable: string } {
  const version = spawnSync('python3', ['--version'], { encoding: 'utf8', timeout: 10_000 });
  if (version.status !== 0) return { unavailable: 'python3 on the path' };
  const key = createHash('sha256').update(version.stdout).update(readFileSync(REQUIREMENTS)).digest('hex');
  const packages = join(CACHE, `python-${key.slice(0, 12)}`);
  if (existsSync(packages)) return { packages };
  mkdirSync(CACHE, { recursive: true });
  const fetched = mkdtempSync(join(CACHE, 'python-'));
  const pip = ['-m', 'pip', 'install', '-q', '--target', fetched, '-r', REQUIREMENTS];
  const { status } = spawnSync('python3', pip, { timeout: 180_000 });
  if (status !== 0) {
    rmSync(fetched, { recursive: true, force: true });
    return { unavailable: 'pip, and a package index with grpcio' };
  }
  renameSync(fetched, packages);
  return { packages };
}
