// npm run generate: generates the enums of codes in proto/ from the code book, packages/contracts/src/gen from proto/, docs/configuration.md from the services' schemas,
// docs/access.md from the access table, docs/terms.md from the term list, the dashboards for Grafana, values and data of the Helm chart, and the dashboard's data from ICU, the gazetteer and the outlines of the region.
// --check only lists stale files. --release also saves the contracts and golden messages of the last release, which later ones may not break.
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findStaleFiles, generate, saveAsLastRelease } from './contracts.mjs';
import { ensureInstalled } from './install.mjs';
import { root, run, tool } from './toolchain.mjs';

const failure = await generateAll(process.argv.slice(2));
if (failure !== undefined) {
  process.stderr.write(`${failure}\n`);
  process.exitCode = 1;
}

/** Returns the error text, or undefined. */
async function generateAll(options) {
  if (!existsSync(tool('buf')) && !(await ensureInstalled())) return 'Nothing was generated.';
  if (options.includes('--check'))
    return joinFailures(await findStaleFiles(), await generateReferences(['--check']));
  const failure = (await generateCodes()) ?? (await generate());
  if (failure !== undefined) return failure;
  return joinFailures(
    options.includes('--release') ? await saveRelease() : undefined,
    await generateReferences([]),
  );
}

/** Saves the contracts, and a message of every type, for later versions to compare with. */
async function saveRelease() {
  const failure = await saveAsLastRelease();
  if (failure !== undefined) return failure;
  const recorder = 'tests/contract/record-golden-messages.ts';
  const { code, output } = await run(tool('node'), [recorder], { capture: true });
  return code === 0 ? undefined : output;
}

/** Writes the enums of codes from the code book. A contract test compares the two. */
async function generateCodes() {
  const { code, output } = await run(tool('node'), ['scripts/codes-proto.mjs'], { capture: true });
  if (code !== 0) return output;
  writeFileSync(join(root, 'proto/waylight/incident/v1/codes.proto'), output);
  return undefined;
}

/** Runs the generators that import the generated contracts, each in its own process. */
async function generateReferences(options) {
  const failures = [];
  for (const script of [
    'scripts/config-reference.ts',
    'scripts/access-reference.ts',
    'scripts/terms-reference.ts',
    'scripts/grafana-dashboards.ts',
    'scripts/infra.ts',
    'scripts/region-maps.ts',
  ]) {
    const { code, output } = await run(tool('node'), [script, ...options], { capture: true });
    if (code !== 0) failures.push(output);
  }
  return joinFailures(...failures);
}

function joinFailures(...failures) {
  return failures.filter(Boolean).join('\n') || undefined;
}
