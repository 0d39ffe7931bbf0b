import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeForTests } from '@waylight/testing';
import { composeFolder, readComposeRenderings, readEnvFiles } from '@waylight/tests-contract/compose-files';
import { type Rendering, renderingHead } from '@waylight/tests-contract/renderings';
import { describe, expect, it } from 'vitest';

const compose = composeForTests();
const renderings = existsSync(composeFolder) ? readComposeRenderings(composeFolder) : [];

/** The folder of a machine, in place of the temporary one. */
const MACHINE_FOLDER = '/srv/waylight';

/** Renders in a copy of the folder, because Compose wants the machine's `env_file` files, which are empty here. */
function render(rendering: Rendering, environment: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-rendering-'));
  try {
    cpSync(composeFolder, folder, { recursive: true });
    for (const name of readEnvFiles(composeFolder))
      if (!existsSync(join(folder, name))) writeFileSync(join(folder, name), '');
    const output = execFileSync('docker', ['compose', ...rendering.arguments], {
      cwd: folder,
      env: { PATH: process.env.PATH, ...environment },
      encoding: 'utf8',
    });
    return output.replaceAll(folder, MACHINE_FOLDER);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** With -u, vitest writes the renderings again. */
describe.skipIf('unavailable' in compose || renderings.length === 0)('the renderings', () => {
  it.each(renderings)('$name is the output of docker compose config', async (rendering) => {
    if ('unavailable' in compose) return;
    const output = `${renderingHead(composeFolder, rendering)}${render(rendering, compose.environment)}`;
    await expect(output).toMatchFileSnapshot(rendering.file);
  });
});
