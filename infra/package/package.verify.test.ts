import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PACKAGES } from './contents.ts';
import { createSbom } from './sbom.ts';
import { stageCommand } from './stage-package.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

describe('the command in the package of a node', () => {
  const folder = mkdtempSync(join(tmpdir(), 'waylight-package-'));
  const { programs } = PACKAGES.node;

  beforeAll(async () => {
    await stageCommand(ROOT, programs, folder);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('runs without Node.js on the machine, also through a link', () => {
    const run = (program: string) => execFileSync(program, ['--help'], { env: {}, encoding: 'utf8' });
    expect(run(join(folder, 'waylight'))).toContain('Usage: waylight');
    const link = join(folder, 'link');
    symlinkSync(join(folder, 'waylight'), link);
    expect(run(link)).toContain('Usage: waylight');
  });

  it('contains every library that its Node.js loads, besides those of each Debian', () => {
    const env = { LD_LIBRARY_PATH: join(folder, 'lib/shared') };
    const loaded = execFileSync('ldd', [join(folder, 'lib/node')], { env, encoding: 'utf8' });
    const [, libatomic] = /libatomic\.so\.1 => (\S+)/.exec(loaded) ?? [];
    expect([undefined, join(folder, 'lib/shared/libatomic.so.1')]).toContain(libatomic);
  });

  it('shares no file with another project', () => {
    const linked = [join(folder, 'lib'), '-type', 'f', '-links', '+1'];
    expect(execFileSync('find', linked, { encoding: 'utf8' })).toBe('');
  });

  it('contains no path of this machine', () => {
    const search = ['-rIlF', '-e', folder, '-e', ROOT, join(folder, 'lib')];
    const { status, stdout } = spawnSync('grep', search, { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  });

  it('has exactly the npm packages of its bill of materials', async () => {
    const sbom = await createSbom({
      root: ROOT,
      name: 'waylight-node',
      programs: ['cli', ...programs],
      debianLists: { intake: 'libc6:amd64\t2.36-9\n', tools: 'libc6:amd64\t2.36-9\nrestic\t0.14.0-1+b5\n' },
      pom: undefined,
    });
    const purls: string[] = JSON.parse(sbom).components.map(({ purl }: { purl: string }) => purl);
    const installed = readdirSync(join(folder, 'lib/node_modules/.pnpm')).flatMap((entry) => {
      const [, name] = /^(@?[^@]+@[^_]+)/.exec(entry) ?? [];
      return name === undefined ? [] : [`pkg:npm/${name.replace('+', '/').replace(/^@/, '%40')}`];
    });
    expect(purls.filter((purl) => purl.startsWith('pkg:npm/')).sort()).toEqual(
      [...new Set(installed)].sort(),
    );
    expect(purls.filter((purl) => purl.startsWith('pkg:deb/'))).toEqual([
      'pkg:deb/debian/libc6@2.36-9',
      'pkg:deb/debian/restic@0.14.0-1%2Bb5',
    ]);
  });
});
