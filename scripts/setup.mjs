// npm run setup: installs and generates what a start needs, without starting.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureInstalled } from './install.mjs';
import { root, run, tool } from './toolchain.mjs';

await ensureInstalled();
const prepare = join(root, 'scripts', 'prepare.ts');
if (existsSync(prepare)) {
  const { code } = await run(tool('node'), [prepare, ...process.argv.slice(2)]);
  process.exitCode = code;
}
