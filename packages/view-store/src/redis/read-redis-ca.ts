import { readFile } from 'node:fs/promises';
import type { RedisOptions } from './connection.ts';

/** Reads the CA for a Redis with `rediss://` from this file. Without a file, the CAs that the machine trusts are used. */
export async function readRedisCa(file: string | undefined): Promise<Pick<RedisOptions, 'tls'>> {
  return file === undefined ? {} : { tls: { ca: await readFile(file, 'utf8') } };
}
