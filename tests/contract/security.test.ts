import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './project.ts';

const page = readFileSync(join(projectRoot, 'docs/asvs.md'), 'utf8');
const [applying = '', others = ''] = page.split('\n## Does not apply\n');

const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => /^\| V\d/.test(line))
    .map((line) => line.split(' | ').map((cell) => cell.replaceAll(/^\| |\|$/g, '').trim()));

/** Numbers of requirements of levels 1 and 2 in the chapters of ASVS 5.0.0. */
const POINTS = [27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7];

/** "V6.2.1–V6.2.12" is twelve requirements. */
function countOf(name: string): number {
  const [, from, to] = /^V[\d.]+\.(\d+)(?:–V[\d.]+\.(\d+))?$/.exec(name) ?? [];
  return to === undefined ? 1 : Number(to) - Number(from) + 1;
}

describe('the page on the verification standard', () => {
  it('has every requirement of the standard', () => {
    const names = rowsOf(page).flatMap(([points = '']) => points.split(', '));
    expect(new Set(names).size).toBe(names.length);
    const found = POINTS.map((_, chapter) =>
      names
        .filter((name) => name.startsWith(`V${chapter + 1}.`))
        .reduce((sum, name) => sum + countOf(name), 0),
    );
    expect(found).toEqual(POINTS);
  });

  it('names a test for each requirement, or states that there is none', () => {
    const shown = rowsOf(applying).map((row) => row.at(-1) ?? '');
    const isSaid = /^(\[[\w-]+\]\(\.\.\/[\w./-]+\.test\.ts\)(, )?)+$|^\*\*not covered\*\*$/;
    expect(shown.filter((one) => !isSaid.test(one))).toEqual([]);
  });

  it('states why a requirement does not apply', () => {
    const reasons = rowsOf(others).map((row) => row.at(-1) ?? '');
    expect(reasons.length).toBeGreaterThan(5);
    expect(reasons.filter((reason) => reason.length < 8)).toEqual([]);
  });
});
