import { ShareWith } from '@waylight/contracts/incident';
import { codeById, codeList } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, fields, prepare, prepareAccepted, type Sent, violations } from '../testing/prepare.ts';

const AUDIENCES = codeList('shareWith').map(({ id }) => id);
const BASES = codeList('legalBasis').map(({ id }) => id);
const consent = { basis: 'consent', scope: 'partners', givenOn: '2026-03-02', givenBy: 'person' };

const levelOf = (audience: string): number => codeById('shareWith', audience)?.number ?? 0;

describe('the audience of a report', () => {
  const stated = fc.record({
    shareWith: fc.constantFrom('', ...AUDIENCES),
    basis: fc.constantFrom('', 'nonsense', ...BASES),
    scope: fc.constantFrom('', 'nonsense', ...AUDIENCES),
    givenOn: fc.constantFrom('', '2026-03-02', '2026-03', '2026', '2026-03-16'),
    layer: fc.constantFrom('', 'public-record'),
  });

  it('has no code "unknown", and its refusal does not offer one', () => {
    const [refused] = violations({ shareWith: 'unknown' });
    expect(refused?.description).toBe('is not in the code list shareWith: write an entry of it');
    const [other] = violations({ types: ['nonsense'] });
    expect(other?.description).toMatch(/write an entry of it, or "unknown" if it is not known$/);
  });

  it('is never wider than the consent, for any basis and layer', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        const prepared = prepare({ shareWith, layer, consent: more });
        if (prepared.kind === 'refused' || more.scope === '') return;
        expect(prepared.report.incident.shareWith).toBeLessThanOrEqual(levelOf(more.scope));
      }),
      { numRuns: 500 },
    );
  });

  it('is the stated audience or is refused, and is never narrowed', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        const prepared = prepare({ shareWith, layer, consent: more });
        if (prepared.kind === 'refused') return;
        const byDefault = layer === '' ? ShareWith.ORGANISATION : ShareWith.PUBLIC;
        expect(prepared.report.incident.shareWith).toBe(levelOf(shareWith) || byDefault);
      }),
      { numRuns: 500 },
    );
  });

  it('requires scope and date of a consent', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        if (prepare({ shareWith, layer, consent: more }).kind === 'refused') return;
        expect(more.basis).not.toBe('');
        if (more.basis === 'consent') expect([more.scope, more.givenOn]).not.toContain('');
      }),
    );
  });

  it('is accepted as sent without a legal basis, because some systems do not record one', () => {
    fc.assert(
      fc.property(fc.constantFrom(...AUDIENCES), (shareWith) => {
        const { report } = prepareAccepted({ shareWith });
        expect([report.incident.shareWith, report.consent]).toEqual([levelOf(shareWith), undefined]);
      }),
    );
  });

  it('is refused if wider than the consent, and the refusal names the allowed audience', () => {
    expect(candidates({ shareWith: 'public', consent })).toEqual([['share_with', ['partners']]]);
    expect(violations({ shareWith: 'public', consent })[0]?.description).toMatch(/wider than consent.scope/);
  });
});

describe('a stated consent', () => {
  it('is stored as codes, with missing values as unknown', () => {
    const { report } = prepareAccepted({
      shareWith: 'country',
      consent: { ...consent, basis: 'Пристанак особе' },
    });
    expect(report.consent).toEqual({ ...consent, linkage: 'unknown' });
    expect(JSON.stringify(report.incident)).not.toMatch(/consent|2026/);
  });

  it.each<[string, Sent['consent'], string]>([
    ['without its basis', { scope: 'partners' }, 'consent.basis'],
    ['with an unknown basis', { basis: 'because' }, 'consent.basis'],
    ['without its scope', { ...consent, scope: '' }, 'consent.scope'],
    ['without its date', { ...consent, givenOn: '' }, 'consent.given_on'],
    ['with a future date', { ...consent, givenOn: '2026-03-16' }, 'consent.given_on'],
    ['with an ambiguous date', { ...consent, givenOn: '2.3.2026' }, 'consent.given_on'],
    ['with an unknown giver', { ...consent, givenBy: 'Secretname' }, 'consent.given_by'],
    ['with an unknown linkage', { ...consent, linkage: 'maybe' }, 'consent.linkage'],
  ])('is refused %s', (_, given, field) => {
    expect(fields({ consent: given })).toEqual([field]);
  });

  it('may be older than the incident, and needs no date with another basis', () => {
    expect(prepareAccepted({ consent: { ...consent, givenOn: '2025-01-01' } }).kind).toBe('prepared');
    expect(prepareAccepted({ shareWith: 'public', consent: { basis: 'published-source' } }).kind).toBe(
      'prepared',
    );
  });

  it.each<[string, Sent, readonly string[]]>([
    ['by the child alone is noted', { persons: [{ age: 15 }] }, ['consent.given_by']],
    [
      'by an unknown giver is noted',
      { counts: { minors: 1 }, consent: { ...consent, givenBy: '' } },
      ['consent.given_by'],
    ],
    [
      'by a guardian is not noted',
      { persons: [{ age: 15 }], consent: { ...consent, givenBy: 'guardian' } },
      [],
    ],
    ['without a child in the report is not noted', { persons: [{ age: 30 }] }, []],
    [
      'with another basis is not noted',
      { persons: [{ age: 15 }], consent: { basis: 'vital-interests' } },
      [],
    ],
  ])('of a child given %s', (_, over, noted) => {
    expect(prepareAccepted({ consent, ...over }).report.notes.map(({ field }) => field)).toEqual(noted);
  });
});
