import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { NodeCountry } from '@waylight/contracts';
import { type NodeLayout, unpackRequest } from '@waylight/deployment';
import { usageFailure } from '../failure.ts';

/** Reads country, address and public key of the node from its requests. */
export async function readNodeFolder(layout: NodeLayout) {
  if (!existsSync(layout.nodeKeys) || !existsSync(layout.requests))
    throw usageFailure(
      `${layout.dir} is not the folder of a node`,
      'Prepare it with waylight node init, or name the folder with --dir.',
    );
  const request = await unpackRequest(await readFile(layout.requests));
  if ('problem' in request) throw usageFailure(`${layout.requests} cannot be used: ${request.problem}`);
  return request.node;
}

export async function readArchive(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read ${path} (${error.code})`);
  });
}

export const answerName = (country: NodeCountry): string => `answer-${country}.tar`;
