import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import { beforeAll, describe, expect, it } from 'vitest';
import TERMS from '../../locale/terms.json' with { type: 'json' };
import type { ChangeReason, Changes, Comparison } from '../change-codes.ts';
import { loadMessageCatalogue } from '../explanations/message-catalogue.ts';
import { type ChangeFormatter, describeChanges, describeComparison } from './describe-changes.ts';
import { loadTerms } from './terms.ts';

const REASONS = [
  ...(['beyond-variation', 'rounding', 'days', 'ordinary-variation'] as const),
  ...(['completeness-rose', 'completeness-fell', 'silent', 'silent-before'] as const),
  ...(['no-number', 'no-number-before', 'silent-left-out', 'completeness-left-out'] as const),
  ...(['silent-without-number', 'reporting-not-published'] as const),
] satisfies readonly ChangeReason[];

/** Marks every argument, so that tests can find it in the text. */
async function formatterFor(language: Language): Promise<ChangeFormatter> {
  return {
    words: await loadMessageCatalogue(language),
    terms: await loadTerms(language),
    language,
    number: (value) => `${value}`,
    period: (id) => `<${id}>`,
    day: (iso) => `<${iso}>`,
    code: (dimension, code) => `<${dimension}/${code}>`,
  };
}

let formatters: ReadonlyMap<Language, ChangeFormatter>;
beforeAll(async () => {
  formatters = new Map(
    await Promise.all(LANGUAGES.map(async (language) => [language, await formatterFor(language)] as const)),
  );
});

function formatterOf(language: Language): ChangeFormatter {
  const formatter = formatters.get(language);
  if (formatter === undefined) throw new Error(`no formatter of ${language}`);
  return formatter;
}

const number = (value: number) => ({ value, min: Math.max(0, value - 4), max: value + 4 });

const SERBIA: Comparison = {
  subject: [{ dimension: 'country', code: 'RS' }],
  number: number(90),
  comparedNumber: number(30),
  difference: { min: 52, max: 68 },
  verdict: 'more',
  reasons: ['beyond-variation'],
  leftOut: [],
  perEffort: [
    {
      unit: 'field-visits',
      rate: { min: 71.4, max: 81.2 },
      comparedRate: { min: 60, max: 96.1 },
      verdict: 'no-clear-change',
    },
  ],
};

const CHANGES: Changes = {
  period: '2026-10',
  comparedPeriod: '2026-09',
  silent: ['ME'],
  comparedSilent: [],
  headline: {
    ...SERBIA,
    subject: [],
    number: number(125),
    comparedNumber: number(130),
    difference: { min: -18, max: 4 },
    verdict: 'no-clear-change',
    reasons: ['rounding', 'silent-left-out'],
    leftOut: ['ME'],
    perEffort: [],
  },
  findings: [SERBIA],
  reasons: [],
  next: { day: '2026-12-22', needsApproval: false },
};

describe('changes in English', () => {
  it('give the numbers and the verdict, then the reasons', () => {
    expect(describeChanges(CHANGES, formatterOf('en'))).toEqual({
      silent: ['No activity report for <2026-10>: <country/ME>.'],
      headline: [
        '<2026-10>: about 125 incidents reported, about 130 in <2026-09>. ' +
          '<country/ME> sent no activity report; the other countries together: no clear change.',
        'Rounding can explain the difference between the numbers of the other countries.',
        'Countries that sent no activity report for one of the periods are left out.',
      ],
      findings: [
        [
          '<country/RS>: about 90 incidents in <2026-10>, about 30 in <2026-09>: more.',
          'The difference is 52 to 68. Rounding and ordinary variation cannot explain it.',
          'Per 100 field visits: 71 to 82 incidents in <2026-10>, 60 to 97 in <2026-09>: no clear change.',
        ],
      ],
      notes: [
        'Country is where an incident happened, not who reports it.',
        'The next numbers are due on <2026-12-22>.',
      ],
    });
  });

  it('name countries whose completeness moved as left out, and not as silent', () => {
    const changes = { ...CHANGES, silent: [] };
    expect(describeChanges(changes, formatterOf('en')).headline[0]).toBe(
      'Whole region: about 125 incidents in <2026-10>, about 130 in <2026-09>. ' +
        'The other countries, without <country/ME>: no clear change.',
    );
  });

  it('name no verdict for authorities and the public, but the reason', () => {
    const { headline, notes } = describeChanges(
      {
        period: '2026-10',
        comparedPeriod: '2026-09',
        headline: { subject: SERBIA.subject, number: number(90), comparedNumber: number(30) },
        reasons: ['reporting-not-published'],
      },
      formatterOf('en'),
    );
    expect(headline).toEqual(['<country/RS>: about 90 incidents in <2026-10>, about 30 in <2026-09>.']);
    expect(notes[0]).toContain('is not published here');
  });

  it('state the size of a decrease without a sign, and a number under the base as a range', () => {
    const [text = '', reason] = describeComparison(
      {
        ...SERBIA,
        number: { value: 0, min: 0, max: 4 },
        difference: { min: -34, max: -22 },
        verdict: 'fewer',
      },
      CHANGES,
      formatterOf('en'),
    );
    expect(text).toContain('0–4 incidents');
    expect(reason).toContain('22 to 34');
  });

  it('explain no difference between numbers that read the same, unless others were compared', () => {
    const same = { ...SERBIA, number: number(10), comparedNumber: number(10), perEffort: [] };
    const reasonOf = (leftOut: readonly string[]) =>
      describeComparison(
        { ...same, leftOut, verdict: 'no-clear-change', reasons: ['rounding'] },
        CHANGES,
        formatterOf('en'),
      ).at(-1);
    expect(reasonOf([])).toBe('The rounded numbers are the same.');
    expect(reasonOf(['ME'])).toBe(
      'Rounding can explain the difference between the numbers of the other countries.',
    );
  });

  it('name the silent countries of a border', () => {
    const border: Comparison = {
      ...SERBIA,
      ...{ subject: [{ dimension: 'segment', code: 'ME-RS' }], difference: undefined, perEffort: [] },
      ...{ verdict: 'not-comparable', reasons: ['silent', 'silent-before'], leftOut: ['ME', 'RS'] },
    };
    expect(
      describeComparison(border, { ...CHANGES, comparedSilent: ['AL', 'RS'] }, formatterOf('en')),
    ).toEqual([
      '<segment/ME-RS>: about 90 incidents in <2026-10>, about 30 in <2026-09>: not comparable.',
      'No activity report for <2026-10>: <country/ME>.',
      'No activity report for <2026-09>: <country/RS>.',
    ]);
  });

  it('say what is missing', () => {
    const missing = { ...SERBIA, verdict: 'not-comparable', difference: undefined, perEffort: [] } as const;
    const texts = [
      { ...missing, comparedNumber: undefined, reasons: ['no-number-before'] as const },
      { ...missing, number: undefined, comparedNumber: undefined, reasons: ['silent'] as const },
    ].map((one) => describeComparison(one, CHANGES, formatterOf('en')));
    expect(texts).toEqual([
      ['<country/RS>: about 90 incidents in <2026-10>: not comparable.', 'There is no number for <2026-09>.'],
      ['<country/RS>: not comparable.', 'No organisation there sent an activity report for <2026-10>.'],
    ]);
    expect(
      describeChanges({ reasons: [], next: { day: '2026-12-22', needsApproval: false } }, formatterOf('en')),
    ).toEqual({
      silent: [],
      headline: ['No numbers have been released to you yet.'],
      findings: [],
      notes: ['The next numbers are due on <2026-12-22>.'],
    });
    const approved = { reasons: [], next: { day: '2027-02-12', needsApproval: true } };
    expect(describeChanges(approved, formatterOf('en')).notes).toEqual([
      'The next numbers are due on <2027-02-12> at the earliest, after approval by all member organisations.',
    ]);
  });
});

describe.each(LANGUAGES)('changes in %s', (language) => {
  it('have a short sentence for each code, with every argument and the term of each verdict', () => {
    const formatter = formatterOf(language);
    const { changes } = formatter.words;
    const english = formatterOf('en').words.changes;
    const placeholders = (text: string) => text.match(/\{\w+\}/g)?.toSorted() ?? [];
    for (const [key, text] of Object.entries(changes)) {
      const name = key as keyof typeof changes;
      expect(placeholders(text), key).toEqual(placeholders(english[name]));
      for (const sentence of text.split(/[.;] /))
        expect(sentence.split(' ').length, key).toBeLessThanOrEqual(20);
    }
    for (const reason of REASONS)
      expect(describeComparison({ ...SERBIA, reasons: [reason] }, CHANGES, formatter)).toHaveLength(3);
    if (language === 'sr-Cyrl') return;
    for (const [verdict, term] of Object.entries(TERMS.verdict)) {
      if (!Object.hasOwn(formatter.terms.verdicts, verdict)) continue;
      const [text] = describeComparison(
        { ...SERBIA, verdict: verdict as 'more', reasons: [] },
        CHANGES,
        formatter,
      );
      expect(text).toContain(`: ${term[language]}.`);
    }
  });
});
