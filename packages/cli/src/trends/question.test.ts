import { Layer } from '@waylight/contracts/incident';
import { Dimension, PeriodKind, TrendQuestion, Unit } from '@waylight/contracts/trends';
import { DIMENSIONS } from '@waylight/trends';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandFailure } from '../failure.ts';
import { describeFilters, formatCommand, parseQuestion, type QuestionFlags } from './question.ts';

const FLAGS = {
  layer: 'reports',
  unit: 'incidents',
  by: 'period',
  period: 'month',
  format: 'table',
  lang: 'en',
} as const;

const failure = (flags: Partial<QuestionFlags>): CommandFailure => {
  try {
    parseQuestion({ ...FLAGS, ...flags });
  } catch (error) {
    if (error instanceof CommandFailure) return error;
    throw error;
  }
  throw new Error('the flags were accepted');
};

describe('the question of the flags', () => {
  it('takes dimensions in the spelling of the command line and of HTTP', () => {
    const { by } = parseQuestion({ ...FLAGS, by: 'period,type-group, personGroup,origin_region' });
    expect(by).toEqual([
      Dimension.PERIOD,
      Dimension.TYPE_GROUP,
      Dimension.PERSON_GROUP,
      Dimension.ORIGIN_REGION,
    ]);
    expect(parseQuestion({ ...FLAGS, by: 'total' }).by).toEqual([]);
  });

  it('has its filters in words, so that a country’s numbers are not mistaken for the region’s', () => {
    const question = parseQuestion({ ...FLAGS, country: ['RS', 'XK'], where: ['type=pushback'] });
    expect(describeFilters(question, 'en')).toEqual(['country Serbia or Kosovo*', 'type Pushback']);
    expect(describeFilters(parseQuestion(FLAGS), 'en')).toEqual([]);
  });

  it('filters by codes, by labels in any language, and by several countries', () => {
    const { filters } = parseQuestion({
      ...FLAGS,
      country: ['MK,RS', 'Kosovo'],
      where: ['cause=Утапање,none'],
    });
    expect(filters).toEqual([
      expect.objectContaining({ dimension: Dimension.COUNTRY, values: ['MK', 'RS', 'XK'] }),
      expect.objectContaining({ dimension: Dimension.CAUSE, values: ['drowning', 'none'] }),
    ]);
  });

  it('filters the public record by the quality of sources and the precision of places', () => {
    const where = ['source-quality=4,5,unknown', 'placePrecision=settlement'];
    const question = parseQuestion({ ...FLAGS, layer: 'public-record', by: 'source-quality', where });
    expect(question.by).toEqual([Dimension.SOURCE_QUALITY]);
    expect(question.filters).toEqual([
      expect.objectContaining({ dimension: Dimension.SOURCE_QUALITY, values: ['4', '5', 'unknown'] }),
      expect.objectContaining({ dimension: Dimension.PLACE_PRECISION, values: ['settlement'] }),
    ]);
    expect(describeFilters(question, 'en')[0]).toBe('source quality 4 or 5 or Unknown');
  });

  it('uses the country of own numbers as the node, not as a filter', () => {
    expect(parseQuestion({ ...FLAGS, own: true, country: ['MK'] }).filters).toEqual([]);
  });

  it.each([
    [{ by: 'contry' }, '--by got "contry"', 'Did you mean country?'],
    [{ layer: 'report' }, '--layer got "report"', 'Did you mean reports?'],
    [{ period: 'day' }, '--period got "day"', undefined],
    [{ from: '2025-13' }, '--from got "2025-13"', undefined],
    [{ where: ['type=pushbak'] }, '"pushbak" is not a type', 'The nearest: pushback, chain-pushback'],
    [{ where: ['source-quality=6'] }, '"6" is not a source-quality', 'There are: 1, 2, 3, 4, 5, unknown'],
    [{ where: ['type'] }, '--where got "type"', undefined],
    [{ where: ['period=2025'] }, '--where does not take periods', undefined],
    [{ where: ['segment=RS-BA.drin'] }, '"RS-BA.drin" is not a segment', 'RS-BA.drina'],
  ] satisfies [Partial<QuestionFlags>, string, string | undefined][])(
    'refuses %j with the nearest name',
    (flags, message, detail) => {
      const { message: actual, details, exitCode } = failure(flags);
      expect(exitCode).toBe(2);
      expect(actual).toContain(message);
      if (detail !== undefined) expect(details.join(' ')).toContain(detail.split(', ')[0]);
    },
  );
});

describe('the command of a question', () => {
  it('contains the other flags unchanged', () => {
    const question = TrendQuestion.fromPartial({
      layer: Layer.REPORTS,
      unit: Unit.INCIDENTS,
      by: [Dimension.PERIOD, Dimension.TYPE_GROUP],
      period: PeriodKind.MONTH,
      filters: [{ dimension: Dimension.COUNTRY, values: ['MK'] }],
    });
    expect(formatCommand(question, { ...FLAGS, format: 'json', as: 'MYLA', data: "it's here" })).toBe(
      'waylight trends --layer reports --unit incidents --by period,type-group --period month ' +
        "--where country=MK --format json --as MYLA --data 'it'\\''s here'",
    );
  });

  it('is parsed to the same question', () => {
    const dimensions = Object.values(DIMENSIONS).map(({ wire }) => wire);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...dimensions)),
        fc.constantFrom(Unit.REPORTS, Unit.INCIDENTS, Unit.VICTIMS),
        fc.constantFrom(PeriodKind.WEEK, PeriodKind.MONTH, PeriodKind.QUARTER, PeriodKind.YEAR),
        fc.constantFrom('', '2025', '2025-Q1', '2025-03'),
        fc.constantFrom<string[][]>([], ['MK'], ['MK', 'XK']),
        (by, unit, period, from, countries) => {
          const question = TrendQuestion.fromPartial({
            layer: Layer.PUBLIC_RECORD,
            unit,
            by,
            period,
            from,
            filters: countries.length === 0 ? [] : [{ dimension: Dimension.COUNTRY, values: countries }],
          });
          const words = formatCommand(question, FLAGS).split(' ').slice(2);
          const flags: Record<string, string | string[]> = {};
          for (let i = 0; i < words.length; i += 2) {
            const name = words[i]!.slice(2);
            flags[name] = name === 'where' ? [words[i + 1]!] : words[i + 1]!;
          }
          expect(parseQuestion({ ...FLAGS, ...flags })).toEqual(question);
        },
      ),
    );
  });
});
