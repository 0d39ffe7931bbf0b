import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETAINED } from '@waylight/contracts';
import { expect, it } from 'vitest';
import { projectRoot } from './project.ts';

it('says how long what is kept, word for word as the code does', () => {
  const page = readFileSync(join(projectRoot, 'docs/retention.md'), 'utf8');
  const [table = ''] = /^\| What \| Kept \|[\s\S]*?(?=\n\n)/m.exec(page) ?? [];
  expect(table.split('\n').slice(2)).toEqual(
    RETAINED.map(({ what, kept, ends }) => `| ${what} | ${kept} | ${ends} |`),
  );
});
