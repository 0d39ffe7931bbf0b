// npm run generate: makes packages/contracts/src/gen of proto/.
// With --release, also keeps the contracts as those of the last release, which later ones may not break.
import { existsSync } from 'node:fs';
import { generate, keepAsRelease } from './contracts.mjs';
import { ensureInstalled } from './install.mjs';
import { tool } from './toolchain.mjs';

if (!existsSync(tool('buf'))) await ensureInstalled();
const failure =
  (await generate()) ?? (process.argv.includes('--release') ? await keepAsRelease() : undefined);
if (failure !== undefined) {
  process.stderr.write(failure);
  process.exitCode = 1;
}
