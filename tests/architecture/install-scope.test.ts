import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './workspace.ts';

const { stampFor } = await import(join(projectRoot, 'scripts/install.mjs'));
const WITHOUT_TOOLS = 'new without tools of development';

describe('an installation', () => {
  it('leaves the tools of development out for npm start in a fresh clone', () => {
    expect(stampFor('new', '', false)).toBe(WITHOUT_TOOLS);
    expect(stampFor('new', 'old without tools of development', false)).toBe(WITHOUT_TOOLS);
  });

  it('is completed by npm test', () => {
    expect(stampFor('new', WITHOUT_TOOLS, true)).toBe('new');
  });

  it('keeps the tools for npm start after npm test', () => {
    expect(stampFor('new', 'new', false)).toBe('new');
    expect(stampFor('new', 'old', false)).toBe('new');
  });
});
