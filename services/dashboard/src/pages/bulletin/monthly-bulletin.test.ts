import { contentSchema, findingsOf, resolveBulletin } from '@waylight/bulletin';
import { loadMessageCatalogue, loadTerms } from '@waylight/presentation';
import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '../../text/locale.tsx';
import { loadTranslator } from '../../text/testing/load-translator.ts';
import { releasesFor } from './answering-table.ts';
import { emptyBulletin } from './content-edit.ts';
import { hasBegun, monthlyBulletin, readyTitle } from './monthly-bulletin.ts';
import { type Region, region, sourcesOf, TABLES, whole } from './testing/released-region.ts';
import { fewSentences, verdictSentences } from './verdict-text.ts';

let says: ReadonlyMap<Language, Locale['t']>;
beforeAll(async () => {
  const all = LANGUAGES.map(async (language) => {
    return [language, await loadTranslator(language)] as const;
  });
  says = new Map(await Promise.all(all));
});
const sayIn = (language: Language): Locale['t'] => {
  const say = says.get(language);
  if (say === undefined) throw new Error(`nothing is said in ${language}`);
  return say;
};

function begun({ period, audience, language, released, approvals }: Region) {
  const say = sayIn(language);
  const frame = { title: readyTitle(period, say), language, audience, period };
  return monthlyBulletin(frame, { tables: TABLES, ...releasesFor(audience, released, approvals) }, say);
}
const figuresOf = (of: Region) =>
  begun(of).blocks.flatMap((block) => (block.kind === 'figure' ? [block.question.by] : []));

describe('a bulletin with the usual parts', () => {
  it('is accepted by the service for every audience, all releases and every language', () => {
    fc.assert(
      fc.property(region, (of) => {
        const content = begun(of);
        expect(contentSchema.parse(content)).toEqual(content);
        const approved = of.approvals.flatMap(({ release, status }) =>
          status === 'approved' ? [release] : [],
        );
        const { problems, document } = resolveBulletin(content, sourcesOf({ ...of, approved }, of.audience));
        expect(problems).toEqual([]);
        const [first] = document.blocks;
        const numbers = first?.kind === 'text' ? first.parts.filter((part) => 'binding' in part) : [];
        // Each bound number is used exactly once.
        expect(numbers).toHaveLength(content.bindings.length);
      }),
      { numRuns: 100 },
    );
  });

  it('contains nothing typed that a second person would have to check, in any language', () => {
    // Members get every sentence that any other audience gets.
    for (const language of LANGUAGES)
      for (const period of ['2026-05', '2026-12', '2026-Q3', '2026', '2026-W44']) {
        const content = begun(whole(period, 'partners', language));
        expect([language, period, findingsOf(content)]).toEqual([language, period, []]);
        expect(content.bindings.length).toBeGreaterThan(1);
      }
  });

  it('contains the verdict on the region with the countries left out, and no typed number, in every language', async () => {
    const reasons = ['beyond-variation', 'rounding', 'silent-left-out', 'completeness-left-out'] as const;
    for (const language of LANGUAGES) {
      const words = { catalogue: await loadMessageCatalogue(language), terms: await loadTerms(language) };
      const headline = {
        ...{ subject: [], reasons: [...reasons], leftOut: ['XK'], perEffort: [] },
        comparedNumber: { value: 5, min: 1, max: 9 },
      };
      const say = sayIn(language);
      const texts = (verdict: 'more' | undefined, silent: readonly string[] = []) =>
        verdictSentences(
          { headline: { ...headline, ...(verdict && { verdict }) }, silent: [...silent] },
          say,
          words,
        );
      expect(texts(undefined)).toEqual([]);
      // The range of the difference would be typed numbers.
      expect(texts('more')).toHaveLength(reasons.length);
      const silentTexts = texts('more', ['XK']);
      expect(silentTexts).toHaveLength(reasons.length - 1);
      expect(silentTexts[0]).toContain(say('country.XK'));
      expect(silentTexts[0]).not.toBe(texts('more')[0]);
      const { period, audience, released, approvals } = whole('2026-10', 'partners', language);
      const content = monthlyBulletin(
        { title: readyTitle(period, say), language, audience, period },
        { tables: TABLES, ...releasesFor(audience, released, approvals) },
        say,
        { verdict: texts('more') },
      );
      expect(JSON.stringify(content.blocks)).toContain(words.terms.verdicts.more);
      // The second person checks the name, and it gets its footnote.
      expect([language, findingsOf(content).map(({ text }) => text)]).toEqual([
        language,
        [say('country.XK')],
      ]);
    }
  });

  it('names the countries in which few organisations reported, once', () => {
    const months = ['2026-07', '2026-08', '2026-10'].map((period) => ({
      ...{ period, release: '', k: 5 },
      entries: [{ countries: ['RS'], stated: 'some' as const, reported: [] }],
    }));
    for (const language of LANGUAGES) {
      const say = sayIn(language);
      const texts = fewSentences(months, '2026-10', say);
      expect(texts).toEqual([say('completeness.few', { silences: say('country.RS') })]);
      expect(fewSentences(months, '2026-Q3', say)).toEqual(texts);
      expect(fewSentences(months, '2026-09', say)).toEqual([]);
      const { period, audience, released, approvals } = whole('2026-10', 'partners', language);
      const content = monthlyBulletin(
        { title: readyTitle(period, say), language, audience, period },
        { tables: TABLES, ...releasesFor(audience, released, approvals) },
        say,
        { reporting: texts },
      );
      // The second person checks the name and nothing else, such as the month May in "may".
      expect(findingsOf(content).map(({ text }) => text)).toEqual([say('country.RS')]);
    }
  });

  it('keeps what no bulletin may lack, and in its order', () => {
    fc.assert(
      fc.property(region, (of) => {
        const content = begun(of);
        const { title, language, audience, period } = content;
        const kinds = content.blocks.map(({ kind }) => kind);
        const closing = kinds.filter((kind) => kind !== 'figure' && kind !== 'late-and-corrections');
        expect(closing).toEqual(
          emptyBulletin({ title, language, audience, period }).blocks.map(({ kind }) => kind),
        );
        // Text and figures come first, then everything about missing data.
        expect(kinds.lastIndexOf('figure')).toBeLessThan(kinds.indexOf('completeness'));
        expect(kinds[0]).toBe('text');
        expect(hasBegun(content)).toBe(content.bindings.length > 0 || kinds.includes('figure'));
      }),
    );
  });

  it('states the numbers of the period, the previous one and a year earlier, and possible reasons for a difference', () => {
    const { blocks, bindings } = begun(whole('2026-10'));
    expect(blocks[0]).toEqual({
      kind: 'text',
      text:
        'In this period, {{all}} incidents were reported in the whole region. In the previous period: {{all-before}}. ' +
        'In the same period a year ago: {{all-year-before}}. These numbers are rounded. ' +
        'Rounding, the length of the periods or missing reports can explain a difference.',
    });
    expect(bindings.map(({ name, table, period }) => [name, table, period])).toEqual([
      ['all', 'region-month', '2026-10'],
      ['all-before', 'region-month', '2026-09'],
      ['all-year-before', 'region-month', '2025-10'],
    ]);
    // The period before a year is also the year before, and weeks are of receipt.
    expect(begun(whole('2026')).bindings.map(({ period }) => period)).toEqual(['2026', '2025']);
    expect(begun(whole('2026-W44')).blocks[0]).toMatchObject({
      text: expect.stringContaining('reports of {{all}} incidents were received'),
    });
  });

  it('states a number without comparison if there is none, and nothing without a number', () => {
    const alone = { ...whole('2026-10') };
    const released = alone.released.filter(({ period }) => period === '2026-10');
    expect(begun({ ...alone, released }).blocks[0]).toMatchObject({
      text: 'In this period, {{all}} incidents were reported in the whole region.',
    });
    const nothing = begun({ ...alone, released: [] });
    expect([nothing.blocks[0], hasBegun(nothing)]).toEqual([{ kind: 'text', text: '' }, false]);
  });

  it('has figures by country, type and border, if the plan releases them to its audience', () => {
    expect(figuresOf(whole('2026-10'))).toEqual(['period', 'country', 'type', 'segment']);
    expect(figuresOf(whole('2026-10', 'network'))).toEqual(['period', 'country', 'typeGroup']);
    expect(figuresOf(whole('2026-10', 'authorities'))).toEqual([]);
    expect(figuresOf(whole('2026-Q3'))).toEqual(['country', 'type', 'segment']);
    expect(figuresOf(whole('2026-Q3', 'authorities'))).toEqual(['country', 'typeGroup']);
    expect(figuresOf(whole('2026-Q3', 'public'))).toEqual(['country', 'typeGroup']);
    expect(figuresOf(whole('2026-W44'))).toEqual(['typeGroup']);
    // Withheld, or not yet approved by all members.
    const withheld = whole('2026-10').released.filter(({ table }) => table !== 'segment-month');
    expect(figuresOf({ ...whole('2026-10'), released: withheld })).toEqual(['period', 'country', 'type']);
    expect(figuresOf({ ...whole('2026-Q3', 'public'), approvals: [] })).toEqual([]);
  });

  it('contains late reports if all shorter periods are released to the same audience', () => {
    const lateOf = (of: Region) =>
      begun(of).blocks.flatMap((block) => (block.kind === 'late-and-corrections' ? [block.table] : []));
    expect(lateOf(whole('2026-Q3'))).toEqual(['country-quarter']);
    expect(lateOf(whole('2026'))).toEqual(['country-year']);
    // The public has only quarters.
    expect(lateOf(whole('2026-Q3', 'public'))).toEqual([]);
    expect(lateOf(whole('2026-10'))).toEqual([]);
    const released = whole('2026-Q3').released.filter(({ period }) => period !== '2026-08');
    expect(lateOf({ ...whole('2026-Q3'), released })).toEqual([]);
  });
});
