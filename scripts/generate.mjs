// npm run generate: makes packages/contracts/src/gen of proto/, docs/configuration.md of the services' schemas,
// docs/access.md of the table of access, what pages need of ICU in languages that browsers lack and of the gazetteer, and the
// outlines of the region as shapes.
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
  if (options.includes('--check')) return join(await staleFiles(), await references(['--check']));
  const failure = await generate();
  if (failure !== undefined) return failure;
  return join(options.includes('--release') ? await keepAsRelease() : undefined, await references([]));
}

/** The reference pages import what was generated, so that they run after it, in processes of their own. */
async function references(options) {
  const failures = [];
  for (const script of [
    'scripts/config-reference.ts',
    'scripts/access-reference.ts',
    'scripts/icu-words.ts',
    'scripts/area-reach.ts',
    'scripts/region-shapes.ts',
  ]) {
    const { code, output } = await run(tool('node'), [script, ...options], { capture: true });
    if (code !== 0) failures.push(output);
  }
  return join(...failures);
}

function join(...failures) {
  return failures.filter(Boolean).join('\n') || undefined;
}
