import { ShareWith } from '@waylight/contracts/incident';
import { codeById, codeList } from '@waylight/taxonomy';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidates, fields, prepare, prepareAccepted, type Sent, violations } from '../testing/prepare.ts';

const CIRCLES = codeList('shareWith').map(({ id }) => id);
const BASES = codeList('legalBasis').map(({ id }) => id);
const consent = { basis: 'consent', scope: 'partners', givenOn: '2026-03-02', givenBy: 'person' };

const wide = (circle: string): number => codeById('shareWith', circle)?.number ?? 0;

describe('how far a report is shared', () => {
  const stated = fc.record({
    shareWith: fc.constantFrom('', ...CIRCLES),
    basis: fc.constantFrom('', 'nonsense', ...BASES),
    scope: fc.constantFrom('', 'nonsense', ...CIRCLES),
    givenOn: fc.constantFrom('', '2026-03-02', '2026-03', '2026', '2026-03-16'),
    layer: fc.constantFrom('', 'public-record'),
  });

  it('is told no way out that there is not: an audience is stated, or it is the organisation', () => {
    const [refused] = violations({ shareWith: 'unknown' });
    expect(refused?.description).toBe('is not in the code list shareWith: write an entry of it');
    const [other] = violations({ types: ['nonsense'] });
    expect(other?.description).toMatch(/write an entry of it, or "unknown" where it is not known$/);
  });

  it('is never further than was agreed to, whatever the basis and the layer', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        const prepared = prepare({ shareWith, layer, consent: more });
        if (prepared.kind === 'refused' || more.scope === '') return;
        expect(prepared.report.incident.shareWith).toBeLessThanOrEqual(wide(more.scope));
      }),
      { numRuns: 500 },
    );
  });

  it('is what was stated or is refused, and never something narrower', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        const prepared = prepare({ shareWith, layer, consent: more });
        if (prepared.kind === 'refused') return;
        const otherwise = layer === '' ? ShareWith.ORGANISATION : ShareWith.PUBLIC;
        expect(prepared.report.incident.shareWith).toBe(wide(shareWith) || otherwise);
      }),
      { numRuns: 500 },
    );
  });

  it('rests on consent only where its scope and date are stated', () => {
    fc.assert(
      fc.property(stated, ({ shareWith, layer, ...more }) => {
        if (prepare({ shareWith, layer, consent: more }).kind === 'refused') return;
        expect(more.basis).not.toBe('');
        if (more.basis === 'consent') expect([more.scope, more.givenOn]).not.toContain('');
      }),
    );
  });

  it('is taken as it is sent where no ground is stated: so do systems that know of none', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CIRCLES), (shareWith) => {
        const { report } = prepareAccepted({ shareWith });
        expect([report.incident.shareWith, report.consent]).toEqual([wide(shareWith), undefined]);
      }),
    );
  });

  it('is refused with what may be sent instead', () => {
    expect(candidates({ shareWith: 'public', consent })).toEqual([['share_with', ['partners']]]);
    expect(violations({ shareWith: 'public', consent })[0]?.description).toMatch(/wider than consent.scope/);
  });
});

describe('what a report says of consent', () => {
  it('is kept as codes, with what nobody said as unknown', () => {
    const { report } = prepareAccepted({
      shareWith: 'country',
      consent: { ...consent, basis: 'Пристанак особе' },
    });
    expect(report.consent).toEqual({ ...consent, linkage: 'unknown' });
    expect(JSON.stringify(report.incident)).not.toMatch(/consent|2026/);
  });

  it.each<[string, Sent['consent'], string]>([
    ['without its ground', { scope: 'partners' }, 'consent.basis'],
    ['of a ground that is none', { basis: 'because' }, 'consent.basis'],
    ['without how far it goes', { ...consent, scope: '' }, 'consent.scope'],
    ['without its date', { ...consent, givenOn: '' }, 'consent.given_on'],
    ['with a date to come', { ...consent, givenOn: '2026-03-16' }, 'consent.given_on'],
    ['with a date that could be two', { ...consent, givenOn: '2.3.2026' }, 'consent.given_on'],
    ['of a giver that is none', { ...consent, givenBy: 'Secretname' }, 'consent.given_by'],
    ['of linkage that is no answer', { ...consent, linkage: 'maybe' }, 'consent.linkage'],
  ])('is refused %s', (_, given, field) => {
    expect(fields({ consent: given })).toEqual([field]);
  });

  it('may be older than the incident, and of another ground without a date', () => {
    expect(prepareAccepted({ consent: { ...consent, givenOn: '2025-01-01' } }).kind).toBe('prepared');
    expect(prepareAccepted({ shareWith: 'public', consent: { basis: 'published-source' } }).kind).toBe(
      'prepared',
    );
  });

  it.each<[string, Sent, readonly string[]]>([
    ['by the child alone is noted', { persons: [{ age: 15 }] }, ['consent.given_by']],
    [
      'by nobody knows whom is noted',
      { counts: { minors: 1 }, consent: { ...consent, givenBy: '' } },
      ['consent.given_by'],
    ],
    [
      'by a guardian is as it should be',
      { persons: [{ age: 15 }], consent: { ...consent, givenBy: 'guardian' } },
      [],
    ],
    ['is no child’s where there is none', { persons: [{ age: 30 }] }, []],
    [
      'is not what another ground rests on',
      { persons: [{ age: 15 }], consent: { basis: 'vital-interests' } },
      [],
    ],
  ])('for a child given %s, and the report is taken', (_, over, noted) => {
    expect(prepareAccepted({ consent, ...over }).report.notes.map(({ field }) => field)).toEqual(noted);
  });
});
