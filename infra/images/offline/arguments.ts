import { parseArgs } from 'node:util';
import type { Mirrors } from './debian-root.ts';
import { IMAGES, type ImageName } from './images.ts';

export const USAGE = `npm run images -- [--out FOLDER] [--images ${IMAGES.join(',')}] [--tag TAG] [--base IMAGE] [--mirror URL]

Builds the container images of a region without a registry. Needs a running Docker, and root.

  --out      write images.tar for docker load, lists of the images' Debian packages, and SHA256SUMS
  --images   only these
  --tag      their tag in the files (default: the version of Waylight)
  --base     a base image, such as debian:bookworm-slim (default: a Debian root that this command builds)
  --mirror   a Debian mirror, such as http://mirror.example/debian; its security mirror has the suffix -security`;

export type Arguments = {
  readonly images: readonly ImageName[];
  readonly out: string | undefined;
  readonly tag: string | undefined;
  readonly base: string | undefined;
  readonly mirrors: Mirrors | undefined;
};

/** Parses the command line. Returns an error text, or an empty text if help is requested. */
export function parseArguments(args: readonly string[]): Arguments | string {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        out: { type: 'string' },
        images: { type: 'string' },
        tag: { type: 'string' },
        base: { type: 'string' },
        mirror: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
    if (values.help === true) return '';
    const names = values.images?.split(',') ?? [...IMAGES];
    const images = IMAGES.filter((name) => names.includes(name));
    const unknown = names.filter((name) => !images.some((image) => image === name));
    if (unknown.length > 0)
      return `there is no image ${unknown.join(', ')}: choose from ${IMAGES.join(', ')}`;
    const { out, tag, base, mirror } = values;
    const mirrors = mirror === undefined ? undefined : { main: mirror, security: `${mirror}-security` };
    return { images, out, tag, base, mirrors };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
