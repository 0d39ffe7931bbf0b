import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectRoot, runTool } from './project.ts';

const BREAKING = ['breaking', '--against', 'proto/last-release.binpb'];

describe('the contracts', () => {
  it("follow buf's STANDARD rules, with a comment on everything", async () => {
    expect(await runTool('buf', ['lint'])).toEqual({ code: 0, output: '' });
  });

  it('are compatible with the last release', async () => {
    expect(await runTool('buf', BREAKING)).toEqual({ code: 0, output: '' });
  });

  it('match generated code and pages', async () => {
    expect(await runTool('node', ['scripts/generate.mjs', '--check'])).toEqual({ code: 0, output: '' });
  });
});

describe('the checks of the contracts', () => {
  const copy = mkdtempSync(join(tmpdir(), 'waylight-proto-'));
  const event = join(copy, 'proto/waylight/incident/v1/event.proto');

  beforeAll(() => {
    for (const path of ['proto', 'buf.yaml'])
      cpSync(join(projectRoot, path), join(copy, path), { recursive: true });
  });
  afterAll(() => rmSync(copy, { recursive: true, force: true }));

  it('detect a changed field number and a badly formed name', async () => {
    const before = readFileSync(event, 'utf8');
    expect(before).toContain('uint32 revision = 2;');
    writeFileSync(event, before.replace('uint32 revision = 2;', 'uint32 Revision = 200;'));
    expect((await runTool('buf', BREAKING, copy)).code).toBe(1);
    expect((await runTool('buf', ['lint'], copy)).code).not.toBe(0);
    writeFileSync(event, before);
  });

  it('detect a field without a comment', async () => {
    const before = readFileSync(event, 'utf8');
    writeFileSync(event, before.replace('  DatePrecision date_precision = 2;', '\n$&'));
    expect((await runTool('buf', ['lint'], copy)).output).toContain(
      'Field "date_precision" should have a non-empty comment',
    );
    writeFileSync(event, before);
  });
});
