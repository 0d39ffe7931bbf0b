import { readFile } from 'node:fs/promises';
import type { Chain, Link } from '@waylight/audit';
import { usageFailure } from '../failure.ts';

/** A full chain as lines of JSON: first the parameters of its hashes, then one line for each link. */
export type ChainFile = { readonly chain: Chain; readonly links: readonly Link[] };

const FORMAT = 'waylight-audit-1';

export function chainLine({ id, salt, prunedTo }: Chain): string {
  const pruning = prunedTo && { cutSequence: prunedTo.sequence, cutHash: base64(prunedTo.hash) };
  return JSON.stringify({ format: FORMAT, chain: id, salt: base64(salt), ...pruning });
}

export function linkLine({ entry, hash }: Link): string {
  return JSON.stringify({ entry: base64(entry), hash: base64(hash) });
}

export async function readChainFile(file: string): Promise<ChainFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`cannot read ${file} (${error.code})`);
  });
  const [first, ...rest] = text.split('\n').filter((line) => line !== '');
  const header = parseLine(file, 1, first ?? '');
  if (header.format !== FORMAT)
    throw usageFailure(`${file} is not an audit (${FORMAT}): write one with "audit show --full-chain"`);
  return {
    chain: {
      id: requireText(file, 1, header.chain),
      salt: requireBytes(file, 1, header.salt),
      ...readPruning(file, header),
    },
    links: rest.map((line, i) => {
      const { entry, hash } = parseLine(file, i + 2, line);
      return { entry: requireBytes(file, i + 2, entry), hash: requireBytes(file, i + 2, hash) };
    }),
  };
}

function readPruning(
  file: string,
  { cutSequence, cutHash }: Readonly<Record<string, unknown>>,
): Pick<Chain, 'prunedTo'> {
  if (cutSequence === undefined) return {};
  if (typeof cutSequence !== 'number') throw usageFailure(`${file} is not an audit: line 1 has no number`);
  return { prunedTo: { sequence: cutSequence, hash: requireBytes(file, 1, cutHash) } };
}

function parseLine(file: string, line: number, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // The parser's message repeats the text; the message below names only the place.
  }
  throw usageFailure(`${file} is not an audit: line ${line} is not a JSON object`);
}

function requireText(file: string, line: number, value: unknown): string {
  if (typeof value === 'string') return value;
  throw usageFailure(`${file} is not an audit: line ${line} has no text`);
}

function requireBytes(file: string, line: number, value: unknown): Uint8Array {
  return Buffer.from(requireText(file, line, value), 'base64');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
