import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startRegion, type TrialRegion } from '@waylight/tests-region';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runWaylight } from './command-line.ts';

const FILE = join(
  import.meta.dirname,
  ...['..', '..', '..', 'examples', 'data', 'missing-migrants-western-balkans.csv'],
);

let region: TrialRegion;

beforeAll(async () => {
  region = await startRegion({ run: 'trial', data: 'empty' });
});
afterAll(() => region.stop());

const run = (...args: string[]) => runWaylight(region.dataDir, args);

function table(name: string, text: string): string {
  const path = join(region.dataDir, name);
  writeFileSync(path, text);
  return path;
}

describe('waylight import', () => {
  it('previews, imports, reports and undoes', async () => {
    const dry = await run('import', FILE, '--mapping', 'missing-migrants', '--dry-run');
    expect(dry).toMatchObject({ code: 0 });
    expect(dry.out).toMatch(/^260 new, 0 changed, 0 the same \(nothing was sent\)\n/);
    expect(dry.out).toContain('source quality not coded, taken as not stated: 1 row (row ');
    expect(dry.out).toMatch(/^not sent: Incident ID, .*, Source$/m);

    const real = await run('import', FILE, '--mapping', 'missing-migrants', '--format', 'json');
    expect(real.code).toBe(0);
    const { importId, sent } = JSON.parse(real.out);
    expect(sent).toBe(260);
    const again = await run('import', FILE, '--mapping', 'missing-migrants');
    expect(again.out).toMatch(/^0 new, 0 changed, 260 the same\n/);

    const elsewhere = await run('import', '--undo', importId, '--as', 'MYLA', '--country', 'MK');
    expect(elsewhere.code).toBe(3);
    const undone = await run('import', '--undo', importId, '--as', 'DRC');
    expect([undone.code, undone.out]).toEqual([0, '260 retracted\n']);
    const twice = await run('import', '--undo', importId, '--as', 'DRC');
    expect([twice.code, twice.out]).toEqual([0, '0 retracted, 260 were retracted before\n']);
  });

  it('lists each refused cell, with an exit code by the result', async () => {
    const mapping = table(
      'own.yaml',
      'version: 1\nname: own\nid: { columns: [id] }\nfields: { occurredOn: day, country: where, types: what }\n',
    );
    const file = table(
      'own.csv',
      'id;day;where;what;Notes\n1;2025-03-14;MK;pushback;x\n2;03/04/2025;MK;pushbak;\n',
    );
    const args = ['import', file, '--mapping', mapping, '--as', 'MYLA'];
    const refused = await run(...args);
    expect(refused.code).toBe(3);
    expect(refused.out.split('\n')).toEqual(
      expect.arrayContaining([
        '1 new, 0 changed, 0 the same, 1 refused (nothing was sent)',
        'refused: row 3, day "03/04/2025": day and month could be swapped: set the order in the mapping (dates: d/m/y); nearest: 2025-04-03, 2025-03-04',
        expect.stringMatching(
          /^refused: row 3, what "pushbak": no code of the list incidentType; nearest: .*pushback/,
        ),
        'not sent: Notes',
      ]),
    );
    expect((await run(...args, '--partial')).code).toBe(7);
    expect((await run(...args, '--partial')).out).toMatch(/^0 new, 0 changed, 1 the same, 1 refused/);
  });

  it('reports missing input before any call', async () => {
    const file = table('bare.csv', 'id,day\n1,2025\n');
    const mapping = table('bare.yaml', 'version: 1\nname: bare\nfields: { occurredOn: day, types: what }\n');
    const without = await run('import', file, '--mapping', mapping);
    expect([without.code, without.err]).toEqual([
      2,
      expect.stringContaining('name the columns that make the id'),
    ]);
    expect(await run('import', file)).toMatchObject({
      code: 2,
      err: expect.stringContaining('needs a mapping'),
    });
    const unknown = await run('import', file, '--mapping', 'nobody');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('kobo, missing-migrants')]);
  });

  it('accepts a filled-in template without a mapping, and an empty one', async () => {
    const out = join(region.dataDir, 'raporte.xlsx');
    expect((await run('template', '--lang', 'sq', '--out', out)).code).toBe(0);
    const empty = await run('import', out, '--country', 'AL');
    expect([empty.code, empty.out.split('\n')[0]]).toEqual([0, '0 new, 0 changed, 0 the same']);
  });
});
