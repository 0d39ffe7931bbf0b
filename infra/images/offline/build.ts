import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { buildDebianRoot, type Mirrors, SCRIPT, SUITE } from './debian-root.ts';
import { digestOf } from './digest.ts';
import type { Engine } from './engine.ts';
import { type BaseName, type ImageName, planImage } from './images.ts';

export type BuildOptions = {
  readonly engine: Engine;
  /** The project's folder. */
  readonly root: string;
  /** A cache folder for root file systems and images. */
  readonly cache: string;
  readonly images: readonly ImageName[];
  /** A base image, such as `debian:bookworm-slim`. Default: a Debian root file system that this program builds. */
  readonly base?: string | undefined;
  readonly mirrors: Mirrors;
};

export type BuiltImage = { readonly name: ImageName; readonly tag: string };

/** Loads images from the cache into the engine, or builds them. Tags are digests of the content. */
export async function buildImages(options: BuildOptions): Promise<BuiltImage[]> {
  await mkdir(options.cache, { recursive: true });
  const debian = await chooseBase(options);
  const built: BuiltImage[] = [];
  for (const name of options.images) built.push({ name, tag: await ensureImage(options, name, debian) });
  return built;
}

/** A base image that is loaded only if an image must be built. */
type BaseImage = { readonly digest: string; readonly ensure: () => Promise<string> };

async function chooseBase({ engine, cache, base, mirrors }: BuildOptions): Promise<BaseImage> {
  if (base !== undefined) return { digest: digestOf([base]), ensure: async () => base };
  const digest = digestOf([await readFile(SCRIPT), SUITE, process.arch, mirrors.main, mirrors.security]);
  const tag = `waylight/debian:${digest}`;
  const tarFile = join(cache, `debian-${digest}.tar`);
  return {
    digest,
    ensure: async () => {
      if (await engine.has(tag)) return tag;
      if (!existsSync(tarFile)) {
        process.stderr.write('building a Debian root…\n');
        await buildDebianRoot(tarFile, mirrors);
        await removeOlderVersions(tarFile);
      }
      await engine.importRoot(tarFile, tag);
      return tag;
    },
  };
}

async function ensureImage(
  options: BuildOptions,
  name: ImageName | BaseName,
  debian: BaseImage,
): Promise<string> {
  const context = await mkdtemp(join(tmpdir(), `waylight-image-${name}-`));
  try {
    const plan = await planImage(options.root, name, context);
    const base = plan.base === 'debian' ? debian : await ensureBase(options, plan.base, debian);
    const tag = `waylight/${name}:${digestOf([plan.digest, base.digest])}`;
    if (await ensureLoaded(options, tag)) return tag;
    process.stderr.write(`building ${tag}…\n`);
    await plan.complete();
    await options.engine.build(context, tag, { ...plan.args, BASE: await base.ensure() });
    if (plan.isCached) await saveToCache(options, tag);
    return tag;
  } finally {
    await rm(context, { recursive: true, force: true });
  }
}

async function ensureBase(options: BuildOptions, name: BaseName, debian: BaseImage): Promise<BaseImage> {
  const tag = await ensureImage(options, name, debian);
  return { digest: tag, ensure: async () => tag };
}

const cacheFileOf = (cache: string, tag: string): string =>
  join(cache, `${tag.replace('waylight/', '').replace(':', '-')}.tar`);

/** Returns true if the engine has the image, or can load it from the cache. */
async function ensureLoaded({ engine, cache }: BuildOptions, tag: string): Promise<boolean> {
  if (await engine.has(tag)) return true;
  const tarFile = cacheFileOf(cache, tag);
  if (!existsSync(tarFile)) return false;
  await engine.load(tarFile);
  return engine.has(tag);
}

async function saveToCache({ engine, cache }: BuildOptions, tag: string): Promise<void> {
  const tarFile = cacheFileOf(cache, tag);
  // The file is renamed when complete, because another run may read the cache.
  await engine.save([tag], `${tarFile}-${process.pid}`);
  await rename(`${tarFile}-${process.pid}`, tarFile);
  await removeOlderVersions(tarFile);
}

/** Removes cached files of the same image that were built from other inputs. */
async function removeOlderVersions(tarFile: string): Promise<void> {
  const folder = join(tarFile, '..');
  const name = basename(tarFile).replace(/-[0-9a-f]{12}\.tar$/, '');
  for (const other of await readdir(folder))
    if (other !== basename(tarFile) && new RegExp(`^${name}-[0-9a-f]{12}\\.tar$`).test(other))
      await rm(join(folder, other), { force: true });
}
