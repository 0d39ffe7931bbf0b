import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  checkSignature,
  completenessEventOf,
  createReleaseSigner,
  type ExportedTable,
  exportTable,
  type ReleaseKey,
  releaseKeyOf,
} from '@waylight/disclosure-control';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../../testing/run-command.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const KEY = releaseKeyOf(createPublicKey(privateKey), '2025-01-01');

let dir: string;
beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'waylight-verify-'));
});
afterAll(() => rm(dir, { recursive: true }));

/** Two rows and two columns. The first row has 10 and 5. */
function unsigned(period = '2025-03'): ExportedTable {
  const release = {
    releaseId: `a-table.${period}.partners`,
    tableId: 'a-table',
    period,
    roundingBase: 5,
    unit: 'incidents',
    fromDay: 20_150,
    toDay: 20_177,
    closedDay: 20_198,
    planVersion: 1,
    rowDimension: 'country',
    rows: ['MK', 'RS'],
    columnDimension: 'typeGroup',
    columns: ['a', 'b'],
    cells: [10, 5, 0, 0],
    rowTotals: [15, 0],
    columnTotals: [10, 5],
    total: 15,
    trial: true,
    completeness: [completenessEventOf({ countries: ['MK'], stated: 'all', present: 'most' })],
  };
  return exportTable(release, 'partners');
}

function signed(table: ExportedTable, key: KeyObject = privateKey): ExportedTable {
  return { ...table, signature: createReleaseSigner(key)(table) };
}

/** Runs the command on a file, with these keys if given. Its folder contains no region. */
const verify = (document: unknown, keys?: readonly ReleaseKey[], data = '/not/there') =>
  verifyText(JSON.stringify(document), keys, data);

async function verifyText(text: string, keys?: readonly ReleaseKey[], data = '/not/there') {
  const file = join(dir, 'release.json');
  await writeFile(file, text);
  const keysFile = join(dir, 'keys.json');
  await writeFile(keysFile, JSON.stringify(keys ?? []));
  const flags = keys === undefined ? [] : ['--keys', 'keys.json'];
  return runCommand(['release', 'verify', file, ...flags], { cwd: dir, env: { data } });
}

describe('verifying an exported release', () => {
  it('prints the key of a verified release, for one table and for several', async () => {
    const one = await verify(signed(unsigned()), [KEY]);
    expect([one.exit, one.err]).toEqual([0, '']);
    expect(one.out).toBe(
      `a-table.2025-03.partners: verified, signed with key ${KEY.keyId} of ${join(dir, 'keys.json')}. ` +
        '9 numbers, all multiples of 5, and all sums are right.\n',
    );
    const both = await verify([signed(unsigned()), signed(unsigned('2025-04'))], [KEY]);
    expect([both.exit, both.out.match(/verified/g)?.length]).toEqual([0, 2]);
  });

  it('refuses a file with unknown fields, even if it is signed', async () => {
    const release = signed(unsigned());
    const cells = release.cells.map((cell) => ({ ...cell, count: cell.value }));
    for (const file of [{ ...release, cells }, [release, { ...signed(unsigned('2025-04')), cells }]]) {
      const { exit, out, err } = await verify(file, [KEY]);
      expect([exit, out]).toEqual([2, '']);
      expect(err).toContain('release.json is not a table of "release export"');
      expect(err).toContain('cells.0: Unrecognized key: "count"');
    }
  });

  it('finds the keys of a trial in its folder', async () => {
    await writeFile(join(dir, 'release-keys.json'), JSON.stringify([KEY]));
    const { exit, out } = await verify(signed(unsigned()), undefined, dir);
    expect([exit, out]).toEqual([0, expect.stringContaining(`of ${join(dir, 'release-keys.json')}. `)]);
  });

  it.each<[string, ExportedTable, readonly ReleaseKey[] | undefined, string]>([
    ['is not signed', unsigned(), [KEY], 'is not signed'],
    [
      'is signed with an unknown key',
      signed(unsigned(), generateKeyPairSync('ed25519').privateKey),
      [KEY],
      'which is not in',
    ],
    ['is signed, but there are no keys', signed(unsigned()), undefined, "use the region's keys with --keys"],
    [
      'closed after the validity of its key',
      signed(unsigned()),
      [{ ...KEY, until: '2025-02-01' }],
      'which is not valid for releases that closed after 2025-02-01',
    ],
  ])(
    'does not verify a release that %s, but states that its sums are right',
    async (_, table, keys, words) => {
      const { exit, out, err } = await verify(table, keys);
      expect([exit, out]).toEqual([4, '']);
      expect(err).toContain('the sums of ');
      expect(err).toContain(`a-table.2025-03.partners: `);
      expect(err).toContain(words);
    },
  );

  it('prints which of several tables are verified', async () => {
    const { exit, out, err } = await verify([signed(unsigned()), unsigned('2025-04')], [KEY]);
    expect([exit, out]).toEqual([4, expect.stringContaining('a-table.2025-03.partners: verified')]);
    expect(err).toContain('a-table.2025-04.partners: is not signed');
  });

  it('refuses wrong sums, even if they are signed', async () => {
    const table = unsigned();
    const wrong = {
      ...table,
      cells: table.cells.map((cell, n) => (n === 0 ? { ...cell, value: 15 } : cell)),
    };
    for (const [document, keys] of [
      [wrong, [KEY]],
      [signed(wrong), [KEY]],
      [signed(wrong), undefined],
    ] as const) {
      const { exit, out, err } = await verify(document, keys);
      expect([exit, out]).toEqual([3, '']);
      expect(err).toContain('country MK, typeGroup TOTAL: is 15, but adds up to 20 by typeGroup');
      expect(err).not.toContain('does not match');
    }
  });

  it('refuses a table with right sums and another signature', async () => {
    const table = signed(unsigned());
    const empty = { ...table, cells: table.cells.map((cell) => ({ ...cell, value: 0 })) };
    const { exit, out, err } = await verify(empty, [KEY]);
    expect([exit, out]).toEqual([3, '']);
    expect(err).toContain(`the signature of key ${KEY.keyId} does not match`);
  });

  it('refuses a file with another number, code, period, audience or k', async () => {
    const table = signed(unsigned());
    const changes: readonly ((n: number) => ExportedTable)[] = [
      (n) => ({
        ...table,
        cells: table.cells.map((cell, c) => (c === n % 9 ? { ...cell, value: cell.value + 5 } : cell)),
      }),
      (n) => ({
        ...table,
        cells: table.cells.map((cell, c) =>
          c === n % 9 ? { ...cell, coords: { ...cell.coords, country: 'XK' } } : cell,
        ),
      }),
      () => ({ ...table, period: '2025-04', release: 'a-table.2025-04.partners' }),
      () => ({ ...table, audience: 'public', release: 'a-table.2025-03.public' }),
      () => ({ ...table, k: 10 }),
    ];
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...changes), fc.nat(8), async (change, n) => {
        const other = change(n);
        expect(checkSignature(other, [KEY]).kind).toBe('altered');
        const { exit, out, err } = await verify(other, [KEY]);
        expect([exit, out]).toEqual([3, '']);
        expect(err).toContain('release.json was altered');
      }),
      { numRuns: 60 },
    );
  });

  it.each<[string, (table: ExportedTable) => unknown, number]>([
    [
      'numbers that add up',
      (table) => ({ ...table, cells: table.cells.map((cell) => ({ ...cell, value: cell.value * 2 })) }),
      3,
    ],
    ['another period', (table) => ({ ...table, period: '2025-04', release: 'a-table.2025-04.partners' }), 3],
    ['another audience', (table) => ({ ...table, audience: 'public', release: 'a-table.2025-03.public' }), 3],
    [
      'other completeness',
      (table) => ({ ...table, completeness: [{ countries: ['MK'], stated: 'none' }] }),
      3,
    ],
    ['another closing day', (table) => ({ ...table, closed: '2025-04-22' }), 3],
    ['another version of the plan', (table) => ({ ...table, planVersion: 2 }), 3],
    ['another k', (table) => ({ ...table, k: 10 }), 3],
    ['a missing cell', (table) => ({ ...table, cells: table.cells.slice(1) }), 3],
    ['a cell twice', (table) => ({ ...table, cells: [...table.cells, table.cells[0]] }), 3],
    ['another order of cells', (table) => ({ ...table, cells: table.cells.toReversed() }), 3],
    [
      'exchanged countries',
      (table) =>
        JSON.parse(
          JSON.stringify(table)
            .replaceAll('"MK"', '"X"')
            .replaceAll('"RS"', '"MK"')
            .replaceAll('"X"', '"RS"'),
        ),
      3,
    ],
    ['a second table without signature', (table) => [table, unsigned('2025-04')], 4],
    ['no signature', ({ signature: _, ...table }) => table, 4],
    [
      'the signature of another table',
      (table) => ({ ...table, signature: signed(unsigned('2025-04')).signature }),
      3,
    ],
    [
      'the id of another key',
      (table) => ({ ...table, signature: { ...table.signature, keyId: '0'.repeat(16) } }),
      4,
    ],
    [
      'a true count in a cell',
      (table) => ({ ...table, cells: table.cells.map((cell) => ({ ...cell, true: 9 })) }),
      2,
    ],
    ['an unknown member', (table) => ({ ...table, more: 1 }), 2],
    ['replaced notices', (table) => ({ ...table, notices: ['Numbers are exact'] }), 3],
    ['no notices', (table) => ({ ...table, notices: [] }), 3],
    ['no trial mark', ({ trial: _, ...table }) => ({ ...table, notices: [] }), 3],
  ])('refuses a release with %s', async (_, change, code) => {
    const { exit, out, err } = await verify(change(signed(unsigned())), [KEY]);
    expect([exit, err]).not.toEqual([0, '']);
    expect(exit).toBe(code);
    // Of two tables, the valid one is listed.
    expect(out.match(/verified/g)?.length ?? 0).toBe(Array.isArray(change(signed(unsigned()))) ? 1 : 0);
  });

  it('refuses a document in which a name occurs twice', async () => {
    const text = JSON.stringify(signed(unsigned()));
    expect((await verifyText(text, [KEY])).exit).toBe(0);
    for (const [name, twice] of [
      ['"value":10', '"value":15,"value":10'],
      ['"period":', '"period":"2024-03","period":'],
      ['"notices":', '"notices":[],"notices":'],
      ['"unit":', '"u\\u006eit":"victims","unit":'],
    ] as const) {
      const { exit, out, err } = await verifyText(text.replace(name, twice), [KEY]);
      expect([name, exit, out]).toEqual([name, 2, '']);
      expect(err).toContain('has the same name twice in one object');
    }
  });

  it('distinguishes an invalid file from an altered one', async () => {
    expect((await verify([{}], [KEY])).exit).toBe(2);
    const duplicate = await verify([signed(unsigned()), signed(unsigned())], [KEY]);
    expect([duplicate.exit, duplicate.err]).toEqual([3, expect.stringContaining('is a duplicate')]);
    const wrongKeys = await verify(signed(unsigned()), [{ ...KEY, keyId: '0000000000000000' }]);
    expect([wrongKeys.exit, wrongKeys.err]).toEqual([
      2,
      expect.stringContaining('0.keyId: is not that of its public key'),
    ]);
  });
});
