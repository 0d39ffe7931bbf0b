import { parseArgs } from 'node:util';
import { PACKAGES, type PackageName } from './contents.ts';

export const USAGE = `npm run package -- [node|region] [--out FOLDER]

Writes waylight-node-VERSION.tar.xz and waylight-region-VERSION.tar.xz: images, Compose files, systemd units, the command
waylight with its own Node.js, checksums and a list of all packages. Needs what npm run images needs. Without a running
Docker it starts an engine of its own, as root on Debian or Ubuntu.

  --out      the folder of the files (default: dist)

Example: npm run package -- node --out /srv/release`;

export type Arguments = { readonly packages: readonly PackageName[]; readonly out: string };

/** Parses the command line. Returns an error text, or an empty text if help is requested. */
export function parseArguments(args: readonly string[]): Arguments | string {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { out: { type: 'string', default: 'dist' }, help: { type: 'boolean' } },
      allowPositionals: true,
    });
    if (values.help === true) return '';
    const names = Object.keys(PACKAGES) as PackageName[];
    const unknown = positionals.filter((name) => !names.some((known) => known === name));
    if (unknown.length > 0)
      return `there is no package ${unknown.join(', ')}: choose from ${names.join(', ')}`;
    const packages = names.filter((name) => positionals.length === 0 || positionals.includes(name));
    return { packages, out: values.out };
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
