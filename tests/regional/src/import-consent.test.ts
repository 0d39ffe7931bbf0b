import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Connection } from '@waylight/cli';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type ImportOptions, loadMapping, runImport } from '@waylight/import';
import { type InProcessRegion, startRegion } from '@waylight/tests-region';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { connectTo } from './grpc-responses.ts';
import { importers, reportsAt } from './importers.ts';

const { signal } = new AbortController();

/** One organisation for each test. */
const ORGANISATIONS = ['BEFORE', 'MEANWHILE', 'AGREED'];

let region: InProcessRegion;
let me: Connection;

beforeAll(async () => {
  region = await startRegion({
    run: 'in-process',
    nodes: NODE_COUNTRIES,
    registry: importers(ORGANISATIONS),
    organisations: ORGANISATIONS,
  });
});
afterAll(() => region.stop());
afterEach(() => me.close());

describe('an import that moves a narrowed report to another node', () => {
  const narrow = { reportId: '1', shareWith: 'country', baseRevision: 0, validateOnly: false };

  async function start(organisation: string) {
    me = await connectTo(region.folder, organisation);
    const mapping = join(region.folder, 'moved.yaml');
    writeFileSync(
      mapping,
      `version: 1
name: moved
id: { columns: [Id] }
fields: { occurredOn: Date, types: Type, shareWith: Share, consent.basis: Basis, consent.scope: Agreed, consent.givenOn: Signed }
`,
    );
    let nodes: ImportOptions['nodes'] = me.intake;
    const run = (country: NodeCountry, row: string, dryRun = false) => {
      const file = join(region.folder, 'moved.csv');
      writeFileSync(file, `Id,Date,Type,Share,Basis,Agreed,Signed\n1,2025-03-01,${row}\n`);
      return runImport({ file, mapping: loadMapping(mapping), nodes, country, signal, dryRun });
    };
    const own = me.intake;
    const at = async (country: NodeCountry) => (await reportsAt(me, country))[0];
    const through = (other: ImportOptions['nodes']) => {
      nodes = other;
    };
    return { run, at, own, through };
  }
  const refused = {
    sent: 0,
    refusals: [{ row: 2, column: 'Share', value: 'partners', nearest: ['country'] }],
  };

  it('keeps the limit there, and shows it in a dry run', async () => {
    const { run, at, own } = await start('BEFORE');
    expect(await run('MK', 'pushback,partners,,,')).toMatchObject({ sent: 1 });
    await (await own('MK')).narrowSharing(narrow);
    for (const dryRun of [true, false])
      expect(await run('RS', 'pushback,partners,,,', dryRun)).toMatchObject(refused);
    expect(await at('MK')).toMatchObject({ retracted: false, shareWith: 'country' });
    expect(await at('RS')).toBeUndefined();
    expect(await run('RS', 'pushback,country,,,')).toMatchObject({ sent: 1, moved: 1, refusals: [] });
    expect(await at('MK')).toMatchObject({ retracted: true });
    const there = await at('RS');
    expect(there).toMatchObject({ shareWith: 'country', receipt: { limit: { shareWith: 'country' } } });
    expect(await run('RS', 'death,partners,,,')).toMatchObject(refused);
    // A third node receives the limits of both.
    expect(await run('AL', 'death,partners,,,')).toMatchObject(refused);
  });

  it('keeps a limit that was narrowed during the import', async () => {
    const { run, at, own, through } = await start('MEANWHILE');
    await run('MK', 'pushback,partners,,,');
    through(async (country) => {
      const calls = await own(country);
      if (country !== 'MK') return calls;
      return {
        listReports: calls.listReports,
        async *submitReports(requests, options) {
          await calls.narrowSharing(narrow);
          yield* calls.submitReports(requests, options);
        },
      };
    });
    expect(await run('RS', 'pushback,partners,,,')).toMatchObject(refused);
    expect(await at('RS')).toBeUndefined();
  });
});

describe('an import with consents', () => {
  it('lists each cell that exceeds the consent in a dry run, and sends nothing', async () => {
    me = await connectTo(region.folder, 'AGREED');
    const mapping = join(region.folder, 'agreed.yaml');
    writeFileSync(
      mapping,
      `version: 1
name: agreed
id: { columns: [Id] }
constants: { consent.basis: consent }
fields:
  occurredOn: Date
  types: Type
  shareWith: Share
  consent.scope: { column: Agreed, values: { "only you": organisation } }
  consent.givenOn: { column: Signed, format: d/m/y }
`,
    );
    const file = join(region.folder, 'agreed.csv');
    writeFileSync(
      file,
      `Id,Date,Type,Share,Agreed,Signed
1,2025-03-01,pushback,partners,public,2.3.2025
2,2025-03-01,pushback,partners,only you,2.3.2025
3,2025-03-01,pushback,country,country,2.3.2999
`,
    );
    const nodes = me.intake;
    const options = { file, mapping: loadMapping(mapping), nodes, country: 'MK' as const, signal };
    const { sent, refusals } = await runImport({ ...options, dryRun: true });
    expect(sent).toBe(0);
    expect(refusals.map(({ row, column, value, nearest }) => [row, column, value, nearest])).toEqual([
      [3, 'Share', 'partners', ['organisation']],
      [4, 'Signed', '2.3.2999', []],
    ]);
  });
});
