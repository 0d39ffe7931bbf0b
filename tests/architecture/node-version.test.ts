import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, readWorkspace } from './workspace.ts';

describe('the Node.js that the project installs', () => {
  const packages = Object.entries(readWorkspace().root.optionalDependencies ?? {});

  it('has one version on all platforms, which is the version in pnpm’s settings', () => {
    const [version] = packages.map(([, version]) => version);
    expect(packages.filter(([, other]) => other !== version)).toEqual([]);
    const settings = readFileSync(join(projectRoot, 'pnpm-workspace.yaml'), 'utf8');
    expect(settings).toContain(`nodeVersion: ${version}\n`);
  });

  it.each([
    ['24.21.0', join(projectRoot, 'node_modules/.bin/node')],
    ['26.9.9', join(projectRoot, 'node_modules/.bin/node')],
    ['26.10.0', process.execPath],
    ['27.1.0', process.execPath],
  ])('replaces the %s of a caller only if that is older', (version, expected) => {
    const program = `
      Object.defineProperty(process.versions, 'node', { value: '${version}' });
      const { tool } = await import('${join(projectRoot, 'scripts/toolchain.mjs')}');
      process.stdout.write(tool('node'));`;
    expect(
      execFileSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' }),
    ).toBe(expected);
  });

  // Without these lines every machine downloads the packages of all platforms.
  it('is limited to its platform in the lock file', () => {
    const lockFile = readFileSync(join(projectRoot, 'pnpm-lock.yaml'), 'utf8');
    const withoutPlatform = packages.filter(
      ([name, version]) =>
        !new RegExp(`^  ${name}@${version}:\n.*\n    cpu: \\[.*\\]\n    os: \\[`, 'm').test(lockFile),
    );
    expect(packages).toHaveLength(5);
    expect(withoutPlatform).toEqual([]);
  });
});
