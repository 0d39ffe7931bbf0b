import { PERIOD_KINDS } from '@waylight/calendar';
import { AUDIENCES } from '@waylight/contracts/audiences';
import { LANGUAGES, type Language } from '@waylight/taxonomy/labels';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type BreakdownAxis, formatAxes, parseAxes } from './breakdown-axes.ts';
import {
  composeExplanation,
  concatExplanations,
  formatEnglish,
  formatMessages,
  type MessageFormatter,
} from './format-messages.ts';
import { loadMessageCatalogue, type MessageCatalogue } from './message-catalogue.ts';
import {
  type ArgumentKind,
  createMessage,
  type ExplanationMessage,
  MESSAGES,
  type MessageCode,
} from './messages.ts';

const OTHERS = LANGUAGES.filter((language) => language !== 'en');
const CODES = Object.keys(MESSAGES) as MessageCode[];
const kindsOf = (code: MessageCode): Readonly<Record<string, ArgumentKind>> => MESSAGES[code];

let catalogues: ReadonlyMap<Language, MessageCatalogue>;
beforeAll(async () => {
  const loaded = LANGUAGES.map(async (language) => [language, await loadMessageCatalogue(language)] as const);
  catalogues = new Map(await Promise.all(loaded));
});

function catalogueOf(language: Language): MessageCatalogue {
  const catalogue = catalogues.get(language);
  if (catalogue === undefined) throw new Error(`no catalogue of ${language}`);
  return catalogue;
}

/** Marks every argument, so that tests can find it in the text. */
function formatterFor(language: Language): MessageFormatter {
  return {
    words: catalogueOf(language),
    plurals: new Intl.PluralRules(language === 'cnr' ? 'sr-Latn' : language),
    number: (value) => `<${value}>`,
    period: (id) => `<${id}>`,
    day: (iso) => `<${iso}>`,
    dimension: (name) => `<${name}>`,
    code: (dimension, code) => `<${dimension}/${code}>`,
  };
}

const id = fc.constantFrom('type', 'typeGroup', 'AL', 'RS-BA.drina', 'other-or-unknown', '5-9');
const codes = fc.array(id, { minLength: 1, maxLength: 4 });
const axis: fc.Arbitrary<BreakdownAxis> = fc.oneof(
  fc.record({
    dimension: id,
    groups: codes.map((all) => [{ codes: all }]),
    hasOthers: fc.constant(false),
  }),
  fc.record({
    dimension: id,
    withinDimension: id,
    hasOthers: fc.boolean(),
    groups: fc.array(fc.record({ within: id, codes }), { minLength: 1, maxLength: 3 }),
  }),
);
const axes = fc.array(axis, { maxLength: 2 });

const whole = fc.nat({ max: 1_000_000 }).map(String);
const VALUES: Readonly<Record<ArgumentKind, fc.Arbitrary<string>>> = {
  number: whole,
  days: whole,
  period: fc.constantFrom('2025', '2025-Q1', '2025-03', '2025-W10', '2025-03-?'),
  day: fc.constantFrom('2025-03-03', '2026-10-26'),
  readers: fc.constantFrom(...AUDIENCES),
  wider: fc.subarray([...AUDIENCES], { minLength: 1 }).map((audiences) => audiences.join()),
  each: fc.constantFrom(...PERIOD_KINDS),
  axes: axes.map(formatAxes),
  dimension: id,
  id: fc.constantFrom('country-month', 'AL', 'country-month.2025-03.partners', '$&', '{from}'),
};
const anyMessage = fc
  .constantFrom(...CODES)
  .chain((code) =>
    fc
      .record(Object.fromEntries(Object.entries(kindsOf(code)).map(([name, kind]) => [name, VALUES[kind]])))
      .map((args) => ({ code, args: args as Readonly<Record<string, string>> })),
  );

/** Returns the parts of a text that show an argument. */
function partsOf(kind: ArgumentKind, value: string, { words: own }: MessageFormatter): string[] {
  switch (kind) {
    case 'id':
      return [value];
    case 'readers':
    case 'wider':
      return AUDIENCES.filter((one) => value.split(',').includes(one)).map((one) => own.audiences[one]);
    case 'each':
      return PERIOD_KINDS.filter((one) => one === value).map((one) => own.each[one]);
    case 'axes': {
      const all = parseAxes(value) ?? [];
      return all.length === 0
        ? [own.axes.all]
        : all.flatMap(({ dimension, withinDimension, groups, hasOthers }) => [
            `<${dimension}>`,
            ...groups.flatMap(({ within, codes: own }) => [
              ...own.map((code) => `<${dimension}/${code}>`),
              ...(within === undefined ? [] : [`<${withinDimension}/${within}>`]),
            ]),
            ...(hasOthers ? [own.axes.others] : []),
          ]);
    }
    default:
      return [`<${value}>`];
  }
}

describe('a message', () => {
  it('is formatted in all seven languages, with all of its arguments', () => {
    fc.assert(
      fc.property(fc.constantFrom(...LANGUAGES), anyMessage, (language, one) => {
        const formatter = formatterFor(language);
        const text = formatMessages([one], formatter);
        expect(text).toBeDefined();
        for (const [name, kind] of Object.entries(kindsOf(one.code)))
          for (const part of partsOf(kind, one.args[name] ?? '', formatter)) expect(text).toContain(part);
      }),
    );
  });

  it('has exactly its arguments as placeholders in every language', () => {
    for (const language of LANGUAGES)
      for (const code of CODES) {
        const { messages } = catalogueOf(language);
        expect([language, code, placeholdersOf(messages[code])]).toEqual([
          ...[language, code, Object.keys(MESSAGES[code]).sort()],
        ]);
      }
  });

  it('with an unknown code or argument makes the whole text undefined', () => {
    const known = createMessage('source.once');
    const wrong: readonly ExplanationMessage[] = [
      { code: 'source.tomorrow', args: {} },
      { code: 'toString', args: {} },
      { code: 'rounding.zero', args: {} },
      { code: 'rounding.zero', args: { atMost: 'four' } },
      { code: 'rounding.zero', args: { atMost: '' } },
      { ...createMessage('rounding.zero', { atMost: 4 }), args: { atMost: '-4' } },
    ];
    for (const language of LANGUAGES)
      for (const one of wrong) expect(formatMessages([known, one], formatterFor(language))).toBeUndefined();
    expect(() => formatEnglish([{ code: 'source.tomorrow', args: {} }])).toThrow(TypeError);
    const release = createMessage('source.release', {
      table: 'country-month',
      period: '2025-03',
      from: '2025-03-03',
      to: '2025-03-30',
      readers: 'partners',
      days: 28,
    });
    expect(formatMessages([release], formatterFor('mk'))).toContain('организациите членки');
    const changes: readonly ExplanationMessage['args'][] = [
      { readers: 'toString' },
      { from: 'then' },
      { days: '1e3' },
    ];
    for (const args of changes)
      expect(
        formatMessages([{ ...release, args: { ...release.args, ...args } }], formatterFor('mk')),
      ).toBeUndefined();
  });

  it('describes any breakdown, and rejects malformed ones', () => {
    fc.assert(
      fc.property(axes, (breakdown) => {
        expect(parseAxes(formatAxes(breakdown))).toEqual(breakdown);
      }),
    );
    for (const wrong of ['', 'country', 'country()', 'country(AL', 'country(AL);', 'country(A<b>)', 'c(a=)'])
      expect([wrong, parseAxes(wrong)]).toEqual([wrong, undefined]);
    const table = createMessage('plan.table.wider', {
      table: 'type-month',
      each: 'month',
      readers: 'partners',
      wider: ['network', 'public'],
      axes: [
        { dimension: 'country', groups: [{ codes: ['AL', 'XK'] }], hasOthers: false },
        {
          dimension: 'type',
          withinDimension: 'typeGroup',
          hasOthers: true,
          groups: [{ within: 'border', codes: ['pushback', 'other-border'] }],
        },
      ],
    });
    expect(formatEnglish([table])).toBe(
      'type-month: incidents by country (AL, XK) and type (of border: pushback, other-border; the others as they are), each month, for the member organisations; ' +
        'for the network of reporting organisations, counted from what is shared that widely; for everyone, counted from what is shared that widely.',
    );
  });

  it('uses the plural forms of the language for days', () => {
    const daysIn = (language: Language, days: number) =>
      formatMessages(
        [
          createMessage('source.release', {
            table: 't',
            period: '2025-03',
            from: '2025-03-03',
            to: '2025-03-30',
            readers: 'public',
            days,
          }),
        ],
        formatterFor(language),
      );
    expect(daysIn('mk', 21)).toContain('<21> ден ');
    expect(daysIn('mk', 28)).toContain('<28> дена ');
    expect(daysIn('sr-Cyrl', 21)).toContain('<21> дан ');
    expect(daysIn('cnr', 28)).toContain('<28> dana ');
    expect(daysIn('en', 28)).toContain('up to <28> days after its end');
  });
});

const placeholdersOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name))].sort();

describe.each(OTHERS)('the catalogue in %s', (language) => {
  const textsOf = ({ messages, audiences, wider, each, axes: breakdown, days }: MessageCatalogue) => [
    ...[messages, audiences, each, breakdown].flatMap((part) => Object.values<string>(part)),
    ...[wider.one, days.other],
  ];

  it('has the same keys as the English catalogue; plural categories may differ', () => {
    const keysOf = ({ days: _, ...parts }: MessageCatalogue) =>
      Object.entries(parts).map(([part, texts]) => [part, Object.keys(texts).sort()]);
    expect(keysOf(catalogueOf(language))).toEqual(keysOf(catalogueOf('en')));
  });

  it('has the placeholders of the English catalogue', () => {
    const { wider, axes: breakdown, days } = catalogueOf(language);
    expect(placeholdersOf(wider.one)).toEqual(['readers']);
    expect(placeholdersOf(breakdown.within)).toEqual(['codes', 'within']);
    for (const text of Object.values(days)) expect(placeholdersOf(text)).toEqual(['n']);
  });

  it('is translated completely', () => {
    const texts = textsOf(catalogueOf(language));
    const english = new Set(textsOf(catalogueOf('en')));
    expect(texts.filter((text) => english.has(text) || text.trim() === '')).toEqual([]);
    // Common English words, which no text of another language contains.
    expect(texts.filter((text) => /\b(?:the|of|is|are|and|in which)\b/.test(text))).toEqual([]);
  });

  it('is in one script, except for names', () => {
    const text = JSON.stringify(catalogueOf(language))
      .replace(/\{\w+\}|"[\w.-]+":/g, '')
      .replaceAll('ISO 8601', '')
      .replaceAll('Cox 1987', '');
    const isCyrillic = language === 'mk' || language === 'sr-Cyrl';
    expect(text.match(isCyrillic ? /\p{Script=Latin}+/gu : /\p{Script=Cyrillic}+/gu)).toBeNull();
  });
});

describe('an explanation', () => {
  const notes = {
    unit: [createMessage('unit.victims'), createMessage('unit.victims.twice')],
    source: [createMessage('source.own.reports', { node: 'XK' })],
    rounding: [],
    method: [createMessage('method.vague', { example: '2025-03-?' })],
  };

  it('contains English text and messages, part by part', () => {
    expect(composeExplanation(notes)).toEqual({
      unit: 'Victims: people harmed, as reports state them, not de-duplicated. A person in two reports is counted twice; where nothing is stated nothing is added.',
      source:
        "The ledger of the node XK: your organisation's own current reports, whoever they are shared with.",
      rounding: '',
      method: 'A less precise date is listed separately, as "March 2025, day unknown".',
      messages: notes,
    });
  });

  it('of two numbers contains the messages of both', () => {
    const both = concatExplanations(notes, { ...notes, rounding: [createMessage('rounding.exact')] });
    expect(both.unit).toHaveLength(4);
    expect(both.rounding).toEqual([createMessage('rounding.exact')]);
  });
});
