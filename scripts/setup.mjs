// npm run setup: installs and generates what a start needs, without starting.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, run, tool } from './toolchain.mjs';

process.exitCode = (await ensureInstalled()) ? await prepare() : 1;

async function prepare() {
  const entry = join(root, 'scripts', 'prepare.ts');
  if (!existsSync(entry)) return 0;
  return (await run(tool('node'), [entry, ...process.argv.slice(2)])).code;
}
