import { createHash } from 'node:crypto';
import type { Files } from './archive.ts';

/** 128 bits of a digest of the files, in groups that people can read to each other over the telephone. */
export function fingerprintOf(files: Files): string {
  const hash = createHash('sha256');
  for (const name of Object.keys(files).sort())
    hash.update(`${name.length}:${name}${Buffer.byteLength(files[name] ?? '')}:${files[name]}`);
  return (hash.digest('hex').slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}
