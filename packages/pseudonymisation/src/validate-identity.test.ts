import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identity } from './identity.ts';
import { validateIdentity } from './validate-identity.ts';

const TODAY = '2025-03-14';
const fieldsOf = (identity: Identity): string[] =>
  validateIdentity(identity, TODAY).map(({ field }) => field);

describe('validating an identity', () => {
  test.each<[string, Identity]>([
    ['nothing stated', {}],
    ['empty texts', { givenNames: '', familyName: '', birthDate: '', documentNumber: '', phone: '' }],
    ['Latin names', { givenNames: "Sa'id Ali", familyName: 'Al-Ḥasan', fatherName: 'M. Đurić (Hadži)' }],
    ['names in Arabic script, with a joiner', { givenNames: 'محمد', familyName: 'علی‌زاده' }],
    ['names in Cyrillic', { givenNames: 'Мухаммад', familyName: 'Џамал' }],
    ['names in an unsupported script', { givenNames: 'ሰላም' }],
    ['a date of birth', { birthDate: '2024-02-29' }],
    ['a year of birth', { birthDate: '1999' }],
    ['today', { birthDate: TODAY }],
    ['numbers', { documentNumber: 'P 0123456', phone: '0093 70 123 4567' }],
  ])('accepts %s', (_, identity) => {
    expect(validateIdentity(identity, TODAY)).toEqual([]);
  });

  test.each<[string, Identity, string]>([
    ['a name with digits', { givenNames: 'Muhammad 2' }, 'givenNames'],
    ['a name that is an e-mail address', { familyName: 'a@example.org' }, 'familyName'],
    ['a name without letters', { fatherName: '--' }, 'fatherName'],
    ['an overlong name', { givenNames: 'a'.repeat(101) }, 'givenNames'],
    ['a day that does not exist', { birthDate: '1999-02-30' }, 'birthDate'],
    ['a date in another form', { birthDate: '02.04.1999' }, 'birthDate'],
    ['a date of birth after today', { birthDate: '2025-03-15' }, 'birthDate'],
    ['a date of birth before 1900', { birthDate: '1899-12-31' }, 'birthDate'],
    ['a placeholder as document number', { documentNumber: '00000000' }, 'documentNumber'],
    ['a document number without a digit', { documentNumber: 'PASSKEY' }, 'documentNumber'],
    ['an overlong document number', { documentNumber: `P${'1'.repeat(40)}` }, 'documentNumber'],
    ['a national telephone number', { phone: '070 123 456' }, 'phone'],
  ])('rejects %s, and reports its field', (_, identity, field) => {
    expect(fieldsOf(identity)).toEqual([field]);
  });

  test('reports every invalid field, not only the first', () => {
    expect(fieldsOf({ givenNames: '7', birthDate: 'x', phone: '1' })).toEqual([
      'givenNames',
      'birthDate',
      'phone',
    ]);
  });

  test('never quotes a value: reasons come from a fixed list', () => {
    const text = fc.oneof(fc.string({ maxLength: 60 }), fc.string({ unit: 'grapheme', maxLength: 120 }));
    const identities = fc.record({
      givenNames: text,
      familyName: text,
      fatherName: text,
      birthDate: text,
      documentNumber: text,
      phone: text,
    });
    const reasons = new Set<string>();
    fc.assert(
      fc.property(identities, (identity) => {
        for (const { reason } of validateIdentity(identity, TODAY)) reasons.add(reason);
      }),
      { numRuns: 1_000 },
    );
    expect(reasons.size).toBeLessThanOrEqual(6);
  });
});
