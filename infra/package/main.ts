/** Writes what a machine needs to run Waylight without a registry: one file for a country's node, and one for the region. */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDockerReachable, startDockerEngine } from '@waylight/testing';
import { writeChecksums } from '../images/offline/checksums.ts';
import { runProgram } from '../images/offline/engine.ts';
import { parseArguments, USAGE } from './arguments.ts';
import { stagePackage } from './stage-package.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const parsed = parseArguments(process.argv.slice(2));
if (typeof parsed === 'string') {
  process.stderr.write(`${parsed}\n${USAGE}\n`);
  process.exit(parsed === '' ? 0 : 2);
}
const { packages, out } = parsed;
const { version }: { version: string } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const engine = isDockerReachable() ? undefined : await startDockerEngine();
if (engine !== undefined && 'unavailable' in engine) {
  process.stderr.write(`${engine.unavailable}\n`);
  process.exit(1);
}
if (engine !== undefined) process.env.DOCKER_HOST = engine.host;
const staging = await mkdtemp(join(tmpdir(), 'waylight-package-'));
try {
  await mkdir(out, { recursive: true });
  const files: string[] = [];
  for (const name of packages) {
    const folder = `waylight-${name}-${version}`;
    process.stderr.write(`${folder}…\n`);
    await mkdir(join(staging, folder));
    await stagePackage(ROOT, name, join(staging, folder));
    files.push(await compress(staging, folder));
    await rm(join(staging, folder), { recursive: true });
  }
  await writeChecksums(out);
  process.stdout.write(`${JSON.stringify(files.map((file) => join(out, file)))}\n`);
} finally {
  await rm(staging, { recursive: true, force: true });
  await engine?.stop();
}

/** Compresses with xz, which every Debian has. Names, order, owners and modes do not depend on this machine. */
async function compress(parent: string, folder: string): Promise<string> {
  const file = `${folder}.tar.xz`;
  const owner = ['--owner=0', '--group=0', '--numeric-owner', '--mode=u+rw,go-w'];
  await runProgram('tar', [
    ...['--create', '--use-compress-program', 'xz -6 --threads=0', '--sort=name', ...owner],
    ...['--file', join(out, file), '--directory', parent, folder],
  ]);
  return file;
}
