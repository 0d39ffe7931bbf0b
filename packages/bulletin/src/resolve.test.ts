import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BulletinContent } from './content.ts';
import { findingsOf } from './findings.ts';
import { segmentsOf } from './placeholders.ts';
import { digestOf, resolveBulletin, type Sources, type TextPart } from './resolve.ts';

const EXPLAIN = {
  unit: 'Incidents',
  source: 'a release',
  rounding: '±4',
  method: 'drawn once',
  attribution: ['simulated'],
  footnotes: [],
  sentences: { unit: [{ code: 'unit.released', args: {} }], source: [], rounding: [], method: [] },
};
const SOURCES: Sources = {
  cell: ({ table, period, coordinates: { country = '' } }) =>
    country === 'XX'
      ? { missing: 'there is no such cell', reason: 'no-cell' as const }
      : {
          value: { value: 15, base: 5, reading: 'about 15', release: `${table}.${period}` },
          releases: [`${table}.${period}`],
          explain: EXPLAIN,
        },
  figure: () => ({ value: { cells: [] }, releases: ['another'], explain: EXPLAIN }),
  monthsWithoutReport: ({ by }) =>
    by === 'country' ? { value: [{ period: '2025-03' }], releases: ['silence'] } : undefined,
  late: () => ({ missing: 'a part is missing', reason: 'parts-not-released' }),
  completeness: (period) => ({
    nodes: [{ country: 'MK', freshness: 'under a day' }],
    ...(period === '2025-03'
      ? { reporting: { value: [{ period }], releases: ['told'], explain: EXPLAIN } }
      : {}),
  }),
  kosovoFootnote: '* XK: footnote',
  notice: 'a trial',
};
const binding = (name: string, country = 'RS') => ({
  name,
  table: 'minimal-month',
  period: '2025-03',
  coordinates: { country },
});
const bulletin = (text: string, more: Partial<BulletinContent> = {}): BulletinContent => ({
  title: '',
  language: 'en',
  audience: 'partners',
  period: '2025-03',
  bindings: [binding('pushbacks')],
  ...more,
  blocks: [{ kind: 'text', text }, ...(more.blocks ?? [])],
});
const shown = (parts: readonly TextPart[]): string =>
  parts.map((part) => ('text' in part ? part.text : part.reading)).join('');

describe('placeholders', () => {
  it('leave the text unchanged: its segments, joined, give the same text', () => {
    const piece = fc.constantFrom('{', '}', '{{', '}}', '{{a}}', 'a', ' ', '{{ a-b }}', '{{7}}', 'ž');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          let at = 0;
          const again = segmentsOf(text).map((segment) => {
            expect(segment.at).toBe(at);
            const own = segment.kind === 'placeholder' ? text.slice(at, at + segment.length) : segment.text;
            at += own.length;
            return own;
          });
          expect(again.join('')).toBe(text);
        },
      ),
    );
  });

  it('are replaced by the released cell of their binding', () => {
    const { document, problems } = resolveBulletin(bulletin('Reports of {{pushbacks}} incidents.'), SOURCES);
    expect(problems).toEqual([]);
    const [block] = document.blocks;
    expect(block?.kind === 'text' && shown(block.parts)).toBe('Reports of about 15 incidents.');
    expect(document.releases).toEqual(['minimal-month.2025-03']);
  });

  it('are reported with their position if they are invalid or have no binding', () => {
    const words = fc.constantFrom('words ', 'žive ', '{{pushbacks}} ');
    fc.assert(
      fc.property(
        fc.array(words),
        fc.constantFrom('{{nobody}}', '{{Nobody 7}}', '{{', '}}'),
        (before, wrong) => {
          const text = `${before.join('')}${wrong} after`;
          const { problems } = resolveBulletin(bulletin(text), SOURCES);
          expect(problems).toEqual([
            {
              path: 'blocks[0].text',
              at: before.join('').length,
              message: expect.stringContaining('binding'),
              ...(wrong === '{{nobody}}'
                ? { reason: 'no-binding', name: 'nobody' }
                : { reason: 'broken-placeholder' }),
            },
          ]);
        },
      ),
    );
  });

  it('are reported at their binding if its cell is missing or its name is duplicate', () => {
    const bindings = [binding('a'), binding('b', 'XX'), binding('a')];
    const { problems } = resolveBulletin(bulletin('', { bindings }), SOURCES);
    expect(problems.map(({ path, reason, name }) => [path, reason, name])).toEqual([
      ['bindings[1]', 'no-cell', 'b'],
      ['bindings[2].name', 'binding-twice', 'a'],
    ]);
  });
});

describe('findings', () => {
  const found = (text: string, more: Partial<BulletinContent> = {}) =>
    findingsOf(bulletin(text, more)).map(({ kind, text: one }) => [kind, one]);

  it('include typed digits of any script, but no digits inserted for placeholders', () => {
    const digits = fc.constantFrom('7', '12', '٣', '½', '²', 'Ⅳ', '1.200', '14–20');
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('people', '{{pushbacks}}', '—', 'të')),
        digits,
        (words, number) => {
          const text = `${words.join(' ')} ${number} ${words.join(' ')}`;
          const all = findingsOf(bulletin(text));
          const [one] = all.filter(({ kind }) => kind === 'number');
          expect(text.slice(one?.at, (one?.at ?? 0) + (one?.length ?? 0))).toBe(number);
          expect(all.filter(({ kind }) => kind === 'number')).toHaveLength(1);
        },
      ),
    );
  });

  it('include every digit of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const covered = new Set(
          findingsOf(bulletin(text))
            .filter(({ kind }) => kind === 'number')
            .flatMap(({ at, length }) => Array.from({ length }, (_, i) => at + i)),
        );
        for (const segment of segmentsOf(text))
          if (segment.kind === 'words')
            for (const { index } of segment.text.matchAll(/\p{N}/gu))
              expect(covered.has(segment.at + index)).toBe(true);
      }),
    );
  });

  it('include months and days in seven languages, in their grammatical forms', () => {
    for (const [text, dates] of [
      ['In March and on Monday', ['March', 'Monday']],
      ['në mars, të hënën', ['mars', 'hënën']],
      ['u martu, u ponedeljak', ['martu', 'ponedeljak']],
      ['у марту', ['марту']],
      ['во март, во понеделник', ['март', 'понеделник']],
      ['u augustu, sredinom oktobra', ['augustu', 'oktobra']],
    ] as const)
      expect([text, found(text).flatMap(([kind, one]) => (kind === 'date' ? [one] : []))]).toEqual([
        text,
        dates,
      ]);
    expect(found('people who were sent back to the border, by a majority of witnesses')).toEqual([]);
  });

  it('include places with their position, also in a title and a caption', () => {
    const figure = { kind: 'figure', question: {}, presentation: 'table', caption: 'Near Subotica' } as const;
    const all = findingsOf(bulletin('iz Beograda', { title: 'Kosovo', blocks: [figure] }));
    expect(all).toEqual([
      { kind: 'place', path: 'title', at: 0, length: 6, text: 'Kosovo' },
      { kind: 'place', path: 'blocks[0].text', at: 3, length: 8, text: 'Beograda' },
      { kind: 'place', path: 'blocks[1].caption', at: 5, length: 8, text: 'Subotica' },
    ]);
  });
});

describe('a document', () => {
  const summaries = [{ kind: 'method' }, { kind: 'attribution' }, { kind: 'footnotes' }] as const;

  it('contains each explanation once, and the Kosovo* footnote if a text names Kosovo or a place there', () => {
    const figure = { kind: 'figure', question: {}, presentation: 'bars', caption: '' } as const;
    const of = (text: string) =>
      resolveBulletin(bulletin(text, { blocks: [...summaries, figure] }), SOURCES).document;
    const { attribution: _, footnotes: __, ...method } = EXPLAIN;
    expect(of('Shelters in Prishtina').blocks.slice(1, 4)).toEqual([
      { kind: 'method', of: [method] },
      { kind: 'attribution', lines: ['simulated'] },
      { kind: 'footnotes', lines: ['* XK: footnote'] },
    ]);
    expect(of('Shelters').blocks[3]).toEqual({ kind: 'footnotes', lines: [] });
  });

  it('contains the months of a figure without activity reports, and their releases', () => {
    const figure = { kind: 'figure', presentation: 'table', caption: '' } as const;
    const blocks = [
      { ...figure, question: { by: 'country' } },
      { ...figure, question: { by: 'method' } },
    ];
    const { document } = resolveBulletin(bulletin('', { blocks }), SOURCES);
    expect(document.blocks[1]).toMatchObject({ silent: [{ period: '2025-03' }] });
    expect(document.blocks[2]).not.toHaveProperty('silent');
    expect(document.releases).toContain('silence');
  });

  it('contains the notice for all data, whatever blocks it has', () => {
    const of = (period: string, sources = SOURCES) =>
      resolveBulletin({ ...bulletin(''), blocks: [], period }, sources).document;
    expect(of('2026-10').notice).toBe('a trial');
    expect(of('2026-10', { ...SOURCES, notice: undefined })).not.toHaveProperty('notice');
  });

  it('has a digest that depends on every value, and not on the order of its fields', () => {
    const digest = (text: string) => digestOf(resolveBulletin(bulletin(text), SOURCES).document);
    fc.assert(
      fc.property(fc.string(), fc.string(), (one, other) => {
        expect(digest(one) === digest(other)).toBe(one === other);
      }),
    );
    const { document } = resolveBulletin(bulletin('a'), SOURCES);
    const reversed = Object.fromEntries(Object.entries(document).toReversed()) as typeof document;
    expect(digestOf(reversed)).toBe(digestOf(document));
  });
});
