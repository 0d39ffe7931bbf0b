import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Defect } from './defect.ts';
import { type Outcome, runDefects, toVerdict } from './run-defects.ts';

const ourVitest = fileURLToPath(new URL('../../../node_modules/vitest', import.meta.url));
const SUM = 'packages/sum/index.js';
const signal = new AbortController().signal;

const toyDefect = (name: string, over: Partial<Defect>): Defect => ({
  name,
  area: 'counting',
  harm: 'A sum is wrong.',
  file: SUM,
  test: 'packages/app/good.test.js',
  find: 'a + b',
  replace: 'a - b',
  ...over,
});

describe('a run over a toy workspace', () => {
  let root: string;
  const write = async (path: string, text: string): Promise<void> => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  };

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'waylight-toy-'));
    await write('package.json', '{ "type": "module" }');
    await write(
      'packages/sum/package.json',
      '{ "name": "@toy/sum", "type": "module", "exports": "./index.js" }',
    );
    await write(SUM, 'export const sum = (a, b) => a + b;\n');
    const header = "import { sum } from '@toy/sum';\nimport { expect, test } from 'vitest';\n";
    await write('packages/app/good.test.js', `${header}test('sum', () => expect(sum(1, 2)).toBe(3));\n`);
    await write('packages/app/bad.test.js', `${header}test('sum', () => expect(sum(1, 2)).toBe(4));\n`);
    // As pnpm installs them: packages of the workspace by relative links.
    await mkdir(join(root, 'node_modules/@toy'), { recursive: true });
    await symlink('../../packages/sum', join(root, 'node_modules/@toy/sum'));
    await symlink(await realpath(ourVitest), join(root, 'node_modules/vitest'));
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  const run = (defects: readonly Defect[]): Promise<Outcome> => runDefects({ root, defects, signal });

  it('distinguishes caught, missed and unjudged defects, and leaves the workspace unchanged', async () => {
    const before = await readFile(join(root, SUM), 'utf8');
    const outcome = await run([
      toyDefect('caught-in-another-package', {}),
      toyDefect('without-effect', { replace: 'b + a' }),
      toyDefect('not-loaded', { replace: 'a +' }),
      toyDefect('text-not-there', { find: 'a * b' }),
      toyDefect('text-there-twice', { find: 'a' }),
      toyDefect('file-not-there', { file: 'packages/product/index.js' }),
    ]);
    if (outcome.kind !== 'run') throw new Error(outcome.problems.join());
    expect(Object.fromEntries(outcome.verdicts.map(({ defect, kind }) => [defect.name, kind]))).toEqual({
      'caught-in-another-package': 'caught',
      'without-effect': 'MISSED',
      'not-loaded': 'no test ran',
      'text-not-there': 'does not apply',
      'text-there-twice': 'does not apply',
      'file-not-there': 'does not apply',
    });
    expect(await readFile(join(root, SUM), 'utf8')).toBe(before);
  });

  it('judges no defect by test files that fail or are missing without it', async () => {
    const tests = ['packages/app/bad.test.js', 'packages/app/none.test.js'];
    expect(await run(tests.map((test) => toyDefect(test, { test })))).toEqual({
      kind: 'not sound',
      problems: [`${tests[0]}: 1 tests failed`, `${tests[1]}: was not run`],
    });
  });
});

describe('the verdict of a test file', () => {
  const result = { passed: 0, failed: 0, error: undefined };

  it('is caught only if a test failed', () => {
    expect(toVerdict({ ...result, passed: 3, failed: 1 }).kind).toBe('caught');
    expect(toVerdict({ ...result, passed: 4 }).kind).toBe('MISSED');
  });

  it.each([
    ['vitest reported nothing', undefined],
    ['the file was not loaded', { ...result, error: 'a syntax error' }],
    ['a hook failed next to passed tests', { ...result, passed: 1, error: 'beforeAll' }],
    ['every test was skipped', result],
  ])('is none if %s', (_, found) => {
    expect(toVerdict(found).kind).toBe('no test ran');
  });
});
