import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from './workspace.ts';

const { stampFor, explainFailureOf } = await import(join(projectRoot, 'scripts/install.mjs'));
const WITHOUT_TOOLS = 'new without tools of development';

describe('an installation', () => {
  it('leaves the tools of development out for npm start in a fresh clone', () => {
    expect(stampFor('new', '', false)).toBe(WITHOUT_TOOLS);
    expect(stampFor('new', 'old without tools of development', false)).toBe(WITHOUT_TOOLS);
  });

  it('says why its Node.js does not start, and which library it may lack', async () => {
    expect(await explainFailureOf(process.execPath)).toBeUndefined();
    const folder = mkdtempSync(join(tmpdir(), 'waylight-node-'));
    const node = join(folder, 'node');
    writeFileSync(node, '#!/bin/sh\necho "libatomic.so.1: cannot open shared object file" >&2; exit 127\n', {
      mode: 0o755,
    });
    const failure = await explainFailureOf(node);
    rmSync(folder, { recursive: true });
    expect(failure).toContain('does not start: libatomic.so.1: cannot open');
    expect(failure).toContain('apt-get install libatomic1');
  });

  it('is completed by npm test', () => {
    expect(stampFor('new', WITHOUT_TOOLS, true)).toBe('new');
  });

  it('keeps the tools for npm start after npm test', () => {
    expect(stampFor('new', 'new', false)).toBe('new');
    expect(stampFor('new', 'old', false)).toBe('new');
  });
});
