import { readFile } from 'node:fs/promises';
import type { Chain, Link } from '@waylight/audit';
import { usage } from '../failure.ts';

/** A whole chain as a file: one line of JSON that says what its hashes are made with, then one for each link. */
export type ChainFile = { readonly chain: Chain; readonly links: readonly Link[] };

const FORMAT = 'waylight-audit-1';

export function chainLine({ id, salt, cut }: Chain): string {
  const removed = cut && { cutSequence: cut.sequence, cutHash: base64(cut.hash) };
  return JSON.stringify({ format: FORMAT, chain: id, salt: base64(salt), ...removed });
}

export function linkLine({ entry, hash }: Link): string {
  return JSON.stringify({ entry: base64(entry), hash: base64(hash) });
}

export async function readChainFile(file: string): Promise<ChainFile> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw usage(`${file} cannot be read (${error.code})`);
  });
  const [first, ...rest] = text.split('\n').filter((line) => line !== '');
  const head = parsed(file, 1, first ?? '');
  if (head.format !== FORMAT)
    throw usage(`${file} is not an audit: "audit show --whole" writes such files (${FORMAT})`);
  return {
    chain: { id: textOf(file, 1, head.chain), salt: bytesOf(file, 1, head.salt), ...cutOf(file, head) },
    links: rest.map((line, i) => {
      const { entry, hash } = parsed(file, i + 2, line);
      return { entry: bytesOf(file, i + 2, entry), hash: bytesOf(file, i + 2, hash) };
    }),
  };
}

function cutOf(
  file: string,
  { cutSequence, cutHash }: Readonly<Record<string, unknown>>,
): Pick<Chain, 'cut'> {
  if (cutSequence === undefined) return {};
  if (typeof cutSequence !== 'number') throw usage(`${file} is not an audit: line 1 lacks a number`);
  return { cut: { sequence: cutSequence, hash: bytesOf(file, 1, cutHash) } };
}

function parsed(file: string, line: number, text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { ...value };
  } catch {
    // The parser's own message repeats what it read; ours says only where.
  }
  throw usage(`${file} is not an audit: line ${line} is no JSON object`);
}

function textOf(file: string, line: number, value: unknown): string {
  if (typeof value === 'string') return value;
  throw usage(`${file} is not an audit: line ${line} lacks a text`);
}

function bytesOf(file: string, line: number, value: unknown): Uint8Array {
  return Buffer.from(textOf(file, line, value), 'base64');
}

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
