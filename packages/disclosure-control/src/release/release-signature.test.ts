import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withTotals } from '../rounding/controlled-rounding.ts';
import { sampleRelease } from '../testing/sample-release.ts';
import { exportTable } from './export-table.ts';
import { type ExportedTable, parseExportedTable } from './exported-table-schema.ts';
import { type ReleaseKey, releaseKeyOf } from './release-keys.ts';
import { checkSignature, createReleaseSigner } from './release-signature.ts';
import { bytesToSign } from './signature-check.ts';

/** Prefix of an Ed25519 key in PKCS8 (RFC 8410), followed by the 32 bytes of the seed. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

function keyOfSeed(byte: number): KeyObject {
  const key = Buffer.concat([PKCS8, Buffer.alloc(32, byte)]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' });
}
const KEY = keyOfSeed(1);
const LISTED = releaseKeyOf(createPublicKey(KEY), '2025-01-01');
const OTHER = releaseKeyOf(createPublicKey(keyOfSeed(2)), '2025-01-01');
const KEYS = [OTHER, LISTED];

/** Signs the document of a release like aggregation does. Afterwards the event contains the signature. */
function released(multiples: readonly (readonly number[])[], marginsAreSums = false): ExportedTable {
  const counts = multiples.map((row) => row.map((n) => n * 5));
  const release = { ...sampleRelease(withTotals(counts)), marginsAreSums };
  const { keyId, value } = createReleaseSigner(KEY)(exportTable(release, 'partners'));
  const signed = { ...release, signature: Buffer.from(value, 'base64'), signingKeyId: keyId };
  return exportTable(signed, 'partners');
}

const someTable = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }), fc.boolean())
  .chain(([rows, columns, sums]) =>
    fc
      .array(fc.array(fc.nat(9), { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      })
      .map((multiples) => released(multiples, sums)),
  );

type Path = readonly (string | number)[];

/** Returns the path of every text, number and flag in a document. */
function leavesOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, inner]) => leavesOf(inner, [...path, name]));
}

/** Returns the document with another value at a path. */
function changedAt(document: unknown, [name, ...rest]: Path, change: (value: unknown) => unknown): unknown {
  if (name === undefined) return change(document);
  const whole = document as Record<string | number, unknown>;
  const changed = changedAt(whole[name], rest, change);
  return Array.isArray(document)
    ? document.map((one, n) => (String(n) === String(name) ? changed : one))
    : { ...whole, [name]: changed };
}

const somethingElse = (value: unknown): unknown => {
  if (typeof value === 'number') return value + 5;
  if (value === 'partners') return 'public';
  return typeof value === 'string' ? `${value}x` : undefined;
};

describe('the signature of a released table', () => {
  test('is valid for a released table, parsed from a file with properties in any order', () => {
    fc.assert(
      fc.property(someTable, (table) => {
        const parsed = parseExportedTable(JSON.parse(JSON.stringify(backwards(table))));
        if (!parsed.ok) throw new Error(parsed.problems.join());
        expect(checkSignature(parsed.table, KEYS)).toEqual({ kind: 'verified', keyId: LISTED.keyId });
      }),
    );
  });

  test('is invalid if any number, code, date or name is changed', () => {
    fc.assert(
      fc.property(someTable, fc.nat(), (table, at) => {
        const { notices: _, signature: _none, ...signed } = table;
        const leaves = leavesOf(signed);
        const path = leaves[at % leaves.length] ?? [];
        const other = changedAt(table, path, somethingElse) as ExportedTable;
        expect([path, checkSignature(other, KEYS).kind]).toEqual([path, 'altered']);
      }),
      { numRuns: 300 },
    );
  });

  test.each<[string, Partial<ExportedTable>]>([
    ['another period', { period: '2025-04' }],
    ['another audience', { audience: 'public' }],
    ['another k', { k: 10 }],
    ['other rows and cells', { cells: released([[1, 2]]).cells }],
    ['other properties of its totals', { marginsAreSums: true }],
    ['a trial mark', { trial: true }],
    ['another closing day', { closed: '2025-04-21' }],
  ])('does not fit %s', (_, other) => {
    expect(checkSignature({ ...released([[1], [3]]), ...other }, KEYS).kind).toBe('altered');
  });

  test('is invalid for a missing, additional or swapped number', () => {
    fc.assert(
      fc.property(someTable, fc.nat(), (table, at) => {
        const { cells } = table;
        const n = at % cells.length;
        const [cell] = cells.slice(n, n + 1);
        if (cell === undefined) throw new Error('there is a cell');
        const without = cells.filter((one) => one !== cell);
        for (const others of [without, [...cells, cell], [...without.reverse(), cell]]) {
          if (JSON.stringify(others) === JSON.stringify(cells)) continue;
          expect(checkSignature({ ...table, cells: others }, KEYS).kind).toBe('altered');
        }
      }),
    );
  });

  test('is invalid with any flipped bit', () => {
    const table = released([[1, 2]]);
    const good = table.signature;
    if (good === undefined) throw new Error('the table is signed');
    for (let bit = 0; bit < 64 * 8; bit++) {
      const bytes = Buffer.from(good.value, 'base64');
      bytes.writeUInt8(bytes.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3);
      const signature = { ...good, value: bytes.toString('base64') };
      expect(checkSignature({ ...table, signature }, KEYS).kind).toBe('altered');
    }
  });

  test('by a key that is not listed is not a signature of the region', () => {
    const { privateKey } = generateKeyPairSync('ed25519');
    const { signature: _, ...table } = released([[2, 0]]);
    const foreign = { ...table, signature: createReleaseSigner(privateKey)(table) };
    expect(checkSignature(foreign, KEYS)).toEqual({
      kind: 'unknown-key',
      keyId: foreign.signature.keyId,
    });
    const claimed = { ...foreign, signature: { ...foreign.signature, keyId: LISTED.keyId } };
    expect(checkSignature(claimed, KEYS).kind).toBe('altered');
    expect(checkSignature(released([[2, 0]]), []).kind).toBe('unknown-key');
  });

  test('by an earlier key is valid for periods that closed while the key signed, and not for later periods', () => {
    const until = (day: string): ReleaseKey[] => [OTHER, { ...LISTED, until: day }];
    expect(checkSignature(released([[2]]), until('2025-04-20')).kind).toBe('verified');
    expect(checkSignature(released([[2]]), until('2025-04-19'))).toEqual({
      kind: 'retired-key',
      keyId: LISTED.keyId,
      until: '2025-04-19',
    });
  });

  test('may be removed: the table can still be parsed, and counts as unsigned', () => {
    const { signature: _, ...table } = released([[2]]);
    expect(parseExportedTable(table)).toEqual({ ok: true, table });
    expect(checkSignature(table, KEYS)).toEqual({ kind: 'unsigned' });
  });

  test('is the same for the same release and key, covers exactly this text, and equals the signature of openssl', () => {
    const table = released([[1]]);
    expect(table).toEqual(released([[1]]));
    expect(Buffer.from(bytesToSign(table)).toString('utf8')).toBe(
      'waylight-release-v1\n' +
        '{"audience":"partners","cells":[{"coords":{"country":"r0","typeGroup":"c0"},"value":5},' +
        '{"coords":{"country":"r0","typeGroup":"TOTAL"},"value":5},' +
        '{"coords":{"country":"TOTAL","typeGroup":"c0"},"value":5},' +
        '{"coords":{"country":"TOTAL","typeGroup":"TOTAL"},"value":5}],"closed":"2025-04-20",' +
        '"dimensions":{"country":{"tree":{"TOTAL":["r0"]}},"typeGroup":{"tree":{"TOTAL":["c0"]}}},' +
        '"from":"2025-03-03","k":5,"period":"2025-03","planVersion":1,' +
        '"release":"minimal-month.2025-03.partners","table":"minimal-month",' +
        '"to":"2025-03-30","unit":"incidents"}',
    );
    expect(table.signature).toEqual({
      keyId: '34750f98bd59fcfc',
      algorithm: 'Ed25519',
      value: 'W2tJb35g3Q7fp3y01KmuXje3/3suTs4CiYVRodhvwv1yiaIhoccPqRboBflCF79nKNWohop4UIt0Ib+z2wbVDA==',
    });
  });

  test('can be created only with an Ed25519 key', () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    expect(() => createReleaseSigner(privateKey)).toThrow(RangeError);
  });
});

/** Returns the document with the properties of every object in reverse order. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, inner]) => [name, backwards(inner)]),
  );
}

test('a text without UTF-8 bytes is rejected before the signature is checked', () => {
  const table = released([[1]]);
  expect(parseExportedTable({ ...table, unit: '\ud800' })).toMatchObject({ ok: false });
});
