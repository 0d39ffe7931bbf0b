import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from './identity.ts';
import { createPseudonymiser, type MatchKey } from './match-keys.ts';
import { contentDigest, reportReference } from './report-digests.ts';

const pepper = (fill: number): Uint8Array => new Uint8Array(32).fill(fill);
const { matchKeys } = createPseudonymiser({ pepper: pepper(1) });
const hex = ({ purpose, key }: MatchKey): string => `${purpose} ${Buffer.from(key).toString('hex')}`;
const purposes = (identity: Identity): string[] => [
  ...new Set(matchKeys(identity).map(({ purpose }) => purpose)),
];
const match = (a: Identity, b: Identity): boolean => {
  const keys = new Set(matchKeys(a).map(hex));
  return matchKeys(b).some((key) => keys.has(hex(key)));
};

const PERSON: Identity = {
  givenNames: 'Muhammad',
  familyName: 'Karimi',
  fatherName: 'Abdul Rahman',
  birthDate: '1999-04-02',
  originCountry: 'AF',
  sex: 'male',
  documentNumber: 'P 0123456',
  phone: '+93 70 123 4567',
};

describe('match keys', () => {
  test('have 32 bytes, and exist for each purpose with enough known fields', () => {
    expect(purposes(PERSON)).toEqual([
      'full-name-birth-date',
      'first-father-name-birth-year',
      'document',
      'phone',
    ]);
    for (const { key } of matchKeys(PERSON)) expect(key).toHaveLength(32);
  });

  test.each<[string, Identity]>([
    ['nothing', {}],
    ['empty texts', { givenNames: '', familyName: '', birthDate: '', documentNumber: '', phone: '' }],
    ['names alone', { givenNames: 'Muhammad', familyName: 'Karimi', fatherName: 'Abdul Rahman' }],
    ['names and a year of birth', { givenNames: 'Muhammad', familyName: 'Karimi', birthYear: 1999 }],
    ['a date of birth', { birthDate: '1999-04-02', originCountry: 'AF', sex: 'male' }],
    ['short names', { givenNames: 'Ali', familyName: 'Reza', birthDate: '1999-04-02' }],
    ['a name without consonants', { givenNames: 'Aya', familyName: 'Abdulrahman', birthDate: '1999-04-02' }],
    ['names in an unsupported script', { givenNames: 'ሰላም', familyName: 'ተስፋዬ', birthDate: '1999-04-02' }],
    [
      'a father’s name without sex',
      { ...PERSON, birthDate: '1999', sex: 'unknown', documentNumber: '', phone: '' },
    ],
    ['a placeholder number', { documentNumber: '0000000', phone: '+00000000000' }],
    ['a national telephone number', { phone: '070 123 4567' }],
  ])('are not derived from only %s', (_, identity) => {
    expect(matchKeys(identity)).toEqual([]);
  });

  test('a person is matched across scripts, and when given and family name are swapped', () => {
    const { givenNames, familyName, birthDate } = PERSON;
    expect(
      match({ givenNames, familyName, birthDate }, { givenNames: 'محمد', familyName: 'کریمی', birthDate }),
    ).toBe(true);
    expect(
      match(
        { givenNames, familyName, birthDate },
        { givenNames: 'Карими', familyName: 'Мухаммад', birthDate },
      ),
    ).toBe(true);
  });

  test('a person with only a year of birth is matched by father’s name, origin and sex', () => {
    const { originCountry, sex } = PERSON;
    const other: Identity = {
      givenNames: 'محمد',
      fatherName: 'عبدالرحمن',
      birthYear: 1999,
      originCountry,
      sex,
    };
    expect(match({ ...PERSON, documentNumber: '', phone: '' }, other)).toBe(true);
    for (const change of [{ birthYear: 1998 }, { originCountry: 'PK' }, { sex: 'female' as const }]) {
      expect(match(PERSON, { ...other, ...change })).toBe(false);
    }
  });

  test('a different date of birth, document or telephone number gives a different key', () => {
    const { givenNames, familyName, birthDate } = PERSON;
    expect(
      match({ givenNames, familyName, birthDate }, { givenNames, familyName, birthDate: '1999-04-03' }),
    ).toBe(false);
    expect(match({ documentNumber: 'P0123456' }, { documentNumber: 'P0123457' })).toBe(false);
    expect(match({ phone: '+93701234567' }, { phone: '+93701234568' })).toBe(false);
  });

  test('1 January, which often means an unknown day, requires a longer name', () => {
    expect(purposes({ givenNames: 'Muhammad', familyName: 'Ali', birthDate: '1999-01-01' })).toEqual([]);
    expect(purposes({ givenNames: 'Muhammad', familyName: 'Ali', birthDate: '1999-01-02' })).toHaveLength(1);
    expect(purposes({ givenNames: 'Muhammad', familyName: 'Karimi', birthDate: '1999-01-01' })).toHaveLength(
      1,
    );
  });

  test('numbers match in any notation', () => {
    for (const documentNumber of ['p-0123456', 'P0123456', 'Р O123456', 'P۰۱۲۳۴۵۶', ' P 012 3456 ']) {
      expect(match({ documentNumber: 'P0123456' }, { documentNumber })).toBe(true);
    }
    for (const phone of ['0093 70 1234567', '+۹۳۷۰۱۲۳۴۵۶۷', '+93 (0) 70-123-45-67', '\u200e+93/701234567']) {
      expect(match({ phone: '+93701234567' }, { phone })).toBe(true);
    }
  });

  test('the same value gives different keys for two purposes, and under two peppers', () => {
    const keys = matchKeys({ documentNumber: '93701234567', phone: '+93701234567' });
    expect(keys).toHaveLength(2);
    expect(Buffer.from(keys[0]!.key).equals(keys[1]!.key)).toBe(false);
    const others = new Set(
      createPseudonymiser({ pepper: pepper(2) })
        .matchKeys(PERSON)
        .map(hex),
    );
    expect(matchKeys(PERSON).some((key) => others.has(hex(key)))).toBe(false);
  });

  test('the same identity always gives the same few keys without duplicates', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 30 });
    const identities = fc.record({
      givenNames: text,
      familyName: fc.oneof(text, fc.constantFrom('Jacic', 'الحسن', 'Čajić')),
      fatherName: text,
      birthDate: fc.constantFrom('1999-04-02', '1999', '', 'yesterday'),
      originCountry: fc.constantFrom('AF', ''),
      sex: fc.constantFrom('male', 'unknown'),
      documentNumber: text,
      phone: text,
    });
    fc.assert(
      fc.property(identities, (identity) => {
        const keys = matchKeys(identity).map(hex);
        expect(matchKeys(identity).map(hex)).toEqual(keys);
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBeLessThanOrEqual(34);
      }),
    );
  });

  test('a pepper under 32 bytes is rejected', () => {
    expect(() => createPseudonymiser({ pepper: new Uint8Array(31) })).toThrow(RangeError);
  });
});

describe('keyed digests of reports', () => {
  test('a reference has 16 bytes and depends on organisation, id and key', () => {
    const reference = reportReference(pepper(1), 'MYLA', 'r-1');
    expect(reference).toHaveLength(16);
    expect(reportReference(pepper(1), 'MYLA', 'r-1')).toEqual(reference);
    for (const other of [
      reportReference(pepper(2), 'MYLA', 'r-1'),
      reportReference(pepper(1), 'MYL', 'Ar-1'),
      reportReference(pepper(1), 'MYLA', 'r-2'),
    ]) {
      expect(other).not.toEqual(reference);
    }
  });

  test('a content digest has 32 bytes and depends on content and key', () => {
    const content = new TextEncoder().encode('content');
    const digest = contentDigest(pepper(1), content);
    expect(digest).toHaveLength(32);
    expect(contentDigest(pepper(1), content.slice())).toEqual(digest);
    expect(contentDigest(pepper(2), content)).not.toEqual(digest);
    expect(contentDigest(pepper(1), content.slice(1))).not.toEqual(digest);
  });
});
