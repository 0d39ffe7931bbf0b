/**
 * Builds the images of the region without a registry, and writes them to files for `docker load`. Standard output is one
 * JSON object of names and tags; progress goes to standard error.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArguments, USAGE } from './arguments.ts';
import { type BuiltImage, buildImages } from './build.ts';
import { writeChecksums } from './checksums.ts';
import { findHostMirrors } from './debian-root.ts';
import { dockerEngine, type Engine } from './engine.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = join(ROOT, '.waylight/cache/images');

/** Writes all images to one file, so that shared layers are in it once, with lists of their packages and SHA256SUMS. */
async function writeFiles(engine: Engine, images: readonly BuiltImage[], folder: string, version: string) {
  await mkdir(folder, { recursive: true });
  const released = (name: string) => `waylight/${name}:${version}`;
  for (const { name, tag } of images) await engine.tag(tag, released(name));
  await engine.save(
    images.map(({ name }) => released(name)),
    join(folder, 'images.tar'),
  );
  for (const { name, tag } of images) {
    const list = await engine.read(tag, '/usr/share/waylight/packages.txt');
    await writeFile(join(folder, `${name}.packages.txt`), list);
  }
  await writeChecksums(folder);
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
