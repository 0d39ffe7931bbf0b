import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  brokenLinks,
  headings,
  machinePaths,
  type Page,
  partsByFolder,
  unknownCommands,
  unknownScripts,
  unknownTests,
} from './docs.ts';
import { projectFiles, projectRoot, runTool } from './project.ts';

const MOST_BYTES = 4 * 1024 * 1024;

const inProject = (path: string): string => join(projectRoot, path);
const read = (path: string): Page => ({ path, text: readFileSync(inProject(path), 'utf8') });
const files = projectFiles().filter((path) => existsSync(inProject(path)));

/** Paths of this clone and of its owner's home folder on the machine that runs the test. */
const places = [dirname(projectRoot), homedir()].filter((place) => !['/', '/tmp', tmpdir()].includes(place));
const pages = files.filter((path) => path.endsWith('.md')).map(read);

describe('the documentation', () => {
  it('has no broken links', () => {
    const exists = (path: string): boolean => existsSync(inProject(path));
    const found = pages.flatMap((page) => brokenLinks(page, exists, (path) => headings(read(path))));
    expect(found).toEqual([]);
  });

  it('shows only scripts of package.json', () => {
    const manifest: { scripts: Record<string, string> } = JSON.parse(read('package.json').text);
    expect(pages.flatMap((page) => unknownScripts(page, Object.keys(manifest.scripts)))).toEqual([]);
  });
});

describe('the index of decisions', () => {
  it('lists every record by its title', () => {
    const folder = 'docs/decisions/';
    const titles = pages
      .filter(({ path }) => path.startsWith(folder) && path !== `${folder}README.md`)
      .map(({ path, text }) => `- [${text.slice(2).split('\n', 1)[0]}](${path.slice(folder.length)})`);
    const listed = read(`${folder}README.md`)
      .text.split('\n')
      .filter((line) => line.startsWith('- '));
    expect(listed.toSorted()).toEqual(titles.toSorted());
  });
});

describe('the pages of today', () => {
  it('name only test files that exist', () => {
    const today = pages.filter(({ path }) => path !== 'CHANGELOG.md');
    expect(today.flatMap((page) => unknownTests(page, files))).toEqual([]);
  });
});

describe('the pages that show the command line', () => {
  it('show only existing commands', async () => {
    const { output } = await runTool('node', ['packages/cli/bin/waylight.js', '--help']);
    const known = [...output.matchAll(/^ {2}([a-z][\w-]*)/gm)].map((match) => match[1] ?? '');
    expect(pages.flatMap((page) => unknownCommands(page, known))).toEqual([]);
  });
});

describe('the parts of npm run verify', () => {
  it('cover every folder, as --list prints them', async () => {
    const { output } = await runTool('node', ['scripts/verify.mjs', '--list']);
    const { parts, folders } = partsByFolder(output);
    const there = ['packages', 'services', 'tests'].flatMap((group) =>
      readdirSync(inProject(group)).map((name) => `${group}/${name}`),
    );
    expect([...folders.keys()].toSorted()).toEqual([...there, 'infra'].toSorted());
    for (const [folder, named] of folders) {
      expect(named.length, folder).toBeGreaterThan(0);
      expect(parts, folder).toEqual(expect.arrayContaining([...named]));
    }
  });
});

describe('a part of npm run verify that is a program', () => {
  it('lists its own options with --help', async () => {
    const { output } = await runTool('node', ['scripts/verify.mjs', 'hostile', '--help']);
    expect(output).toContain('--inputs N');
  });
});

describe('every file', () => {
  it('contains no machine-specific path, and no registry host', () => {
    const texts = files.filter((path) => statSync(inProject(path)).size < MOST_BYTES);
    expect(texts.flatMap((path) => machinePaths(read(path), places))).toEqual([]);
  });
});

describe('the checks of the documentation', () => {
  it('detect a broken link and anchor', () => {
    const page = {
      path: 'docs/a.md',
      text: '# Über uns: a\n[ok](b.md) [ok](#über-uns-a) [no](c.md) [no](#gone) `[x](y)`',
    };
    const found = brokenLinks(
      page,
      (path) => ['docs/a.md', 'docs/b.md'].includes(path),
      () => headings(page),
    );
    expect(found).toEqual([
      'docs/a.md links to c.md, which does not exist',
      'docs/a.md links to #gone, which does not exist',
    ]);
  });

  it('detect a missing script', () => {
    const page = { path: 'README.md', text: 'Say `npm start`, `npm run setup` or `npm run dance`.' };
    expect(unknownScripts(page, ['start', 'setup'])).toHaveLength(1);
  });

  it('detect a missing test file', () => {
    const page = { path: 'a.md', text: '`src/b.test.ts`, `c.int.test.ts`, `d.test.ts`, `*.test.ts`' };
    expect(unknownTests(page, ['x/src/b.test.ts', 'c.int.test.ts', 'old-d.test.ts'])).toEqual([
      'a.md names d.test.ts, which does not exist',
    ]);
  });

  it('detect a missing command', () => {
    const page = {
      path: 'README.md',
      text: 'npx waylight report a.json\nwaylight dance\n`sudo waylight sing`',
    };
    expect(unknownCommands(page, ['report', 'import'])).toEqual([
      'README.md shows "waylight dance", which does not exist',
      'README.md shows "waylight sing", which does not exist',
    ]);
  });

  it('detect a machine-specific path', () => {
    const here = ['/builds/team'];
    const wrong = [
      'see /builds/team/clone',
      'cd /builds/team',
      `https://${'registry'}.packages.test/x`,
      `/${'home'}/ana/a`,
    ];
    const right = [
      'https://host.example/builds/team',
      'services/builds/team/',
      '/builds/teams',
      '/var/lib/waylight',
      '/home/node/app',
      'https://registry.example.org/x',
    ];
    expect(wrong.filter((text) => machinePaths({ path: 'a', text }, here).length === 0)).toEqual([]);
    expect(right.filter((text) => machinePaths({ path: 'a', text }, here).length > 0)).toEqual([]);
  });
});
