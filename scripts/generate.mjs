// npm run generate: makes packages/contracts/src/gen of proto/.
// --check only lists what is not what proto/ makes; --release also keeps the contracts as those of the last release,
// which later ones may not break.
import { existsSync } from 'node:fs';
import { generate, keepAsRelease, staleFiles } from './contracts.mjs';
import { ensureInstalled } from './install.mjs';
import { tool } from './toolchain.mjs';

const failure = await generateAsAsked(process.argv.slice(2));
if (failure !== undefined) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
}

/** Answers what went wrong, or undefined. */
async function generateAsAsked(options) {
  if (!existsSync(tool('buf')) && !(await ensureInstalled())) return 'Nothing was generated.';
  if (options.includes('--check')) return (await staleFiles()) || undefined;
  return (await generate()) ?? (options.includes('--release') ? await keepAsRelease() : undefined);
}
