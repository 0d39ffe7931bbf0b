// npm run generate: makes packages/contracts/src/gen of proto/, and docs/configuration.md of the services' schemas.
// --check only lists what is not fresh; --release also keeps the contracts as those of the last release,
// which later ones may not break.
import { existsSync } from 'node:fs';
import { generate, keepAsRelease, staleFiles } from './contracts.mjs';
import { ensureInstalled } from './install.mjs';
import { run, tool } from './toolchain.mjs';

const failure = await generateAsAsked(process.argv.slice(2));
if (failure !== undefined) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
}

/** Answers what went wrong, or undefined. */
async function generateAsAsked(options) {
  if (!existsSync(tool('buf')) && !(await ensureInstalled())) return 'Nothing was generated.';
  if (options.includes('--check')) return join(await staleFiles(), await configReference(['--check']));
  const failure = await generate();
  if (failure !== undefined) return failure;
  return join(options.includes('--release') ? await keepAsRelease() : undefined, await configReference([]));
}

/** The reference page imports what was generated, so that it runs after it, in a process of its own. */
async function configReference(options) {
  const { code, output } = await run(tool('node'), ['scripts/config-reference.ts', ...options], {
    capture: true,
  });
  return code === 0 ? undefined : output;
}

function join(...failures) {
  return failures.filter(Boolean).join('\n') || undefined;
}
