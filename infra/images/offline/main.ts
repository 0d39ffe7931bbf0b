/**
 * Builds the images of the region without a registry, and writes them to files for `docker load`. Standard output is one
 * JSON object of names and tags; progress goes to standard error.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArguments, USAGE } from './arguments.ts';
import { type BuiltImage, buildImages } from './build.ts';
import { findHostMirrors } from './debian-root.ts';
import { dockerEngine, type Engine } from './engine.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(ROOT, '.waylight/cache/images');

/** Writes NAME.tar and NAME.packages.txt for each image, and SHA256SUMS of all of them. */
async function writeFiles(engine: Engine, images: readonly BuiltImage[], folder: string, version: string) {
  await mkdir(folder, { recursive: true });
  const sums: string[] = [];
  for (const { name, tag } of images) {
    const released = `waylight/${name}:${version}`;
    await engine.tag(tag, released);
    await engine.save(released, join(folder, `${name}.tar`));
    await writeFile(
      join(folder, `${name}.packages.txt`),
      await engine.read(tag, '/usr/share/waylight/packages.txt'),
    );
    for (const file of [`${name}.tar`, `${name}.packages.txt`])
      sums.push(`${await sha256(join(folder, file))}  ${file}\n`);
  }
  await writeFile(join(folder, 'SHA256SUMS'), sums.join(''));
}

async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

const parsed = parseArguments(process.argv.slice(2));
if (typeof parsed === 'string') {
  process.stderr.write(`${parsed}\n${USAGE}\n`);
  process.exit(parsed === '' ? 0 : 2);
}
const engine = dockerEngine();
const { version }: { version: string } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8'));
const images = await buildImages({
  engine,
  root: ROOT,
  cache: CACHE,
  images: parsed.images,
  base: parsed.base,
  mirrors: parsed.mirrors ?? findHostMirrors(),
});
if (parsed.out !== undefined) await writeFiles(engine, images, parsed.out, parsed.tag ?? version);
process.stdout.write(`${JSON.stringify(Object.fromEntries(images.map(({ name, tag }) => [name, tag])))}\n`);
