import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

describe('the codes of the contracts', () => {
  it('equal those of the code book, number by number', () => {
    const made = execFileSync(process.execPath, ['scripts/codes-proto.mjs'], { cwd: root, encoding: 'utf8' });
    expect(readFileSync(join(root, 'proto/waylight/incident/v1/codes.proto'), 'utf8')).toBe(made);
  });
});
