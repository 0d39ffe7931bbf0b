import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { writeTemplate } from './template.ts';

test('a template never replaces an existing file, because it may be filled in', async () => {
  const cwd = await mkdtemp(join(tmpdir(), 'waylight-template-'));
  try {
    await writeFile(join(cwd, 'raporte.xlsx'), 'filled in');
    await expect(
      writeTemplate({ cwd, print: () => {} }, { lang: 'sq', out: 'raporte.xlsx' }),
    ).rejects.toMatchObject({ exitCode: 2, message: expect.stringContaining('already exists') });
    expect(await readFile(join(cwd, 'raporte.xlsx'), 'utf8')).toBe('filled in');
  } finally {
    await rm(cwd, { recursive: true });
  }
});
