import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RETENTION_RULES } from '@waylight/contracts';
import { expect, it } from 'vitest';
import { projectRoot } from './project.ts';

it('contains the retention rules of the code, word for word', () => {
  const page = readFileSync(join(projectRoot, 'docs/privacy.md'), 'utf8');
  const [table = ''] = /^\| What \| Kept \|[\s\S]*?(?=\n\n)/m.exec(page) ?? [];
  expect(table.split('\n').slice(2)).toEqual(
    RETENTION_RULES.map(({ what, kept, ends }) => `| ${what} | ${kept} | ${ends} |`),
  );
});

it('contains the limits of sessions in insights’ configuration', () => {
  const page = readFileSync(join(projectRoot, 'docs/configuration.md'), 'utf8');
  const limits = (variable: string) =>
    new RegExp(`\\| \`${variable}\` .* to (\\d+)d\\b.*\\| \`(\\d+)[hm]\` \\|`)
      .exec(page)
      ?.slice(1)
      .map(Number) ?? [];
  const [mostDays = 0, hours] = limits('WAYLIGHT_INSIGHTS_SESSION_LONGEST');
  const [, minutes] = limits('WAYLIGHT_INSIGHTS_SESSION_IDLE');
  const kept = RETENTION_RULES.find(({ what }) => what === 'sessions of people at insights')?.kept;
  expect(kept).toBe(
    `${hours} hours, and ${minutes} minutes after the last use; as configured, ${24 * mostDays} hours at most`,
  );
});
