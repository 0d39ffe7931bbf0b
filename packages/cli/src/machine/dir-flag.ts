import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DEFAULT_DIR, isHost } from '@waylight/deployment';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import { usageFailure } from '../failure.ts';

export type DirFlags = { readonly dir: string };

export const withDir = (command: Command, of: 'node' | 'region' | 'node or region'): Command =>
  command.option('--dir <dir>', `folder of the ${of} on this machine`, DEFAULT_DIR);

/** The folder as an absolute path, which must stay the same, because settings contain it. */
export function folderOf({ dir }: DirFlags, { cwd }: Pick<CommandContext, 'cwd'>): string {
  const folder = resolve(cwd, dir);
  if (!/^[\w./+-]+$/.test(folder))
    throw usageFailure(`--dir got "${folder}"; expected letters, digits and . _ - + /`);
  return folder;
}

export function requireFile(file: string, todo: string): void {
  if (!existsSync(file)) throw usageFailure(`${file} does not exist`, todo);
}

export function requireHost(host: string): string {
  const name = host.toLowerCase();
  if (!isHost(name))
    throw usageFailure(`--host got "${host}"; expected a host name such as mk.example.org, or an IP address`);
  return name;
}
