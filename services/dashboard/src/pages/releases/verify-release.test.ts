import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  checkExportedTable,
  checkSignature,
  createReleaseSigner,
  type ExportedTable,
  releaseKeyOf,
} from '@waylight/disclosure-control';
import { TRIAL_NOTICE } from '@waylight/disclosure-control/trial-notice';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verifyRelease } from './verify-release.ts';

const { privateKey } = generateKeyPairSync('ed25519');
const { privateKey: otherKey } = generateKeyPairSync('ed25519');
const LISTED = releaseKeyOf(createPublicKey(privateKey), '2025-01-01');

function released(cells: readonly number[]): ExportedTable {
  const codes = cells.map((_, n) => `r${n}`);
  const values = cells.map((multiple) => multiple * 5);
  const table: ExportedTable = {
    release: 'country-month.2025-03.partners',
    table: 'country-month',
    period: '2025-03',
    audience: 'partners',
    k: 5,
    unit: 'incidents',
    from: '2025-03-03',
    to: '2025-03-30',
    closed: '2025-04-20',
    planVersion: 3,
    dimensions: { country: { tree: { TOTAL: codes } } },
    cells: [
      ...codes.map((country, n) => ({ coords: { country }, value: values[n] ?? 0 })),
      { coords: { country: 'TOTAL' }, value: values.reduce((sum, value) => sum + value, 0) },
    ],
    trial: true,
    notices: [TRIAL_NOTICE],
  };
  return { ...table, signature: createReleaseSigner(privateKey)(table) };
}

const someTable = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 6 }).map(released);

const changes: readonly ((table: ExportedTable) => ExportedTable)[] = [
  (table) => table,
  (table) => ({ ...table, notices: ['Numbers are exact.'] }),
  (table) => ({ ...table, closed: '2025-04-21' }),
  (table) => ({
    ...table,
    cells: table.cells.map((cell, n) => (n === 0 ? { ...cell, value: cell.value + 5 } : cell)),
  }),
  ({ trial: _, ...table }) => ({ ...table, notices: [] }),
  ({ signature: _, ...table }) => table,
  ({ signature: _, ...table }) => ({ ...table, cells: table.cells.slice(1) }),
  (table) => ({ ...table, signature: createReleaseSigner(otherKey)(table) }),
];

describe('the check of a release in a browser', () => {
  it('finds the same problems as the command line for every change', async () => {
    await fc.assert(
      fc.asyncProperty(
        someTable,
        fc.constantFrom(...changes),
        fc.constantFrom(
          [],
          [LISTED],
          [{ ...LISTED, until: '2025-04-01' }],
          [{ ...LISTED, until: '2026-01-01' }],
        ),
        async (table, change, keys) => {
          const changed = change(table);
          const signature = checkSignature(changed, keys);
          const problems = checkExportedTable(changed);
          const verdict = await verifyRelease(JSON.parse(JSON.stringify(changed)), keys);
          if (signature.kind === 'altered') expect(verdict).toEqual(signature);
          else if (problems.length > 0) expect(verdict).toEqual({ kind: 'broken', problems });
          else if (signature.kind === 'verified')
            expect(verdict).toEqual({ ...signature, numbers: changed.cells.length, k: 5 });
          else expect(verdict).toEqual(signature);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('accepts no key under a foreign id, and rejects other documents', async () => {
    const table = released([1, 2]);
    const misnamed = { ...releaseKeyOf(createPublicKey(otherKey), '2025-01-01'), keyId: LISTED.keyId };
    expect(await verifyRelease(table, [misnamed])).toEqual({ kind: 'unknown-key', keyId: LISTED.keyId });
    expect(await verifyRelease({ ...table, more: 1 }, [LISTED])).toEqual({ kind: 'unreadable' });
    expect(await verifyRelease({ ...table, cells: undefined }, [LISTED])).toEqual({ kind: 'unreadable' });
    expect(await verifyRelease('nonsense', [LISTED])).toEqual({ kind: 'unreadable' });
    expect(await verifyRelease(table, [{ ...LISTED, publicKey: '!' }])).toMatchObject({
      kind: 'unknown-key',
    });
  });

  it('reports a browser that cannot verify, and never a success then', async () => {
    const unsupported = {
      importKey: () => Promise.reject(Object.assign(new Error('no'), { name: 'NotSupportedError' })),
    } as unknown as SubtleCrypto;
    expect(await verifyRelease(released([1]), [LISTED], unsupported)).toEqual({ kind: 'unable' });
  });
});
