import { TrendQuestion } from '@waylight/contracts/trends';
import type { Language } from '@waylight/taxonomy';
import {
  DIMENSIONS,
  dimensionByNumber,
  LAYER_NAMES,
  nearestNames,
  PERIOD_NAMES,
  questionDocument,
  UNIT_NAMES,
} from '@waylight/trends';
import type { ConnectionFlags } from '../connection/flags.ts';
import { usageFailure } from '../failure.ts';
import { type Format, parsePeriod } from '../options.ts';
import { kebabCase, parseDimension, parseValue, valueLabel } from './dimensions.ts';

/** The flags that make up a question. */
export type QuestionFlags = {
  readonly layer: string;
  readonly unit: string;
  readonly by: string;
  readonly period: string;
  readonly from?: string;
  readonly to?: string;
  /** Countries to filter by; with `own`, the node to query instead. */
  readonly country?: readonly string[];
  readonly where?: readonly string[];
  readonly own?: boolean;
};

/** The question that the flags describe. An error about a misspelt name suggests the nearest name. */
export function parseQuestion(flags: QuestionFlags): TrendQuestion {
  return TrendQuestion.fromPartial({
    layer: parseName('--layer', flags.layer, LAYER_NAMES),
    unit: parseName('--unit', flags.unit, UNIT_NAMES),
    by: parseDimensions(flags.by).map((name) => DIMENSIONS[name].wire),
    period: parseName('--period', flags.period, PERIOD_NAMES),
    from: parseBound('--from', flags.from),
    to: parseBound('--to', flags.to),
    filters: parseFilters(flags),
  });
}

function parseName<Code extends number>(
  flag: string,
  text: string,
  names: Readonly<Record<string, Code>>,
): Code {
  const code = Object.hasOwn(names, text) ? names[text] : undefined;
  if (code !== undefined) return code;
  const known = Object.keys(names);
  throw usageFailure(
    `${flag} got "${text}"; expected one of ${known.join(', ')}`,
    ...nearestNames(text, known),
  );
}

function parseDimensions(text: string) {
  const names = split(text);
  if (names.length === 1 && names[0] === 'total') return [];
  return names.map((name) => parseDimension('--by', name));
}

function parseBound(flag: string, text: string | undefined): string {
  if (text === undefined) return '';
  parsePeriod(flag, text);
  return text;
}

function parseFilters({ country = [], where = [], own }: QuestionFlags) {
  const byCountry = own === true || country.length === 0 ? [] : [`country=${country.join(',')}`];
  return [...byCountry, ...where].map((text) => {
    const [name = '', values] = text.split(/=(.*)/s);
    if (values === undefined || split(values).length === 0)
      throw usageFailure(`--where got "${text}"; expected a dimension and codes, such as type=pushback`);
    const dimension = parseDimension('--where', name);
    if (dimension === 'period') throw usageFailure('--where does not take periods: use --from and --to');
    return {
      dimension: DIMENSIONS[dimension].wire,
      values: split(values).map((value) => parseValue(dimension, value)),
    };
  });
}

/** The filters in words, so that a number of one country is not mistaken for the region's. */
export function describeFilters({ filters }: TrendQuestion, language: Language): string[] {
  return filters.map(({ dimension, values }) => {
    const name = dimensionByNumber(dimension) ?? 'unknown';
    return `${kebabCase(name).replaceAll('-', ' ')} ${values.map((id) => valueLabel(name, id, language)).join(' or ')}`;
  });
}

const split = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

/** The command that asks a question, with the other flags of the user. */
export function formatCommand(
  question: TrendQuestion,
  flags: ConnectionFlags & { readonly format: Format; readonly lang: string },
): string {
  const { layer, unit, by, period, from, to } = questionDocument(question);
  const filters = question.filters.map(({ dimension, values }) => {
    const name = dimensionByNumber(dimension) ?? 'unknown';
    return ['--where', `${kebabCase(name)}=${values.join(',')}`];
  });
  const parts = [
    ['--layer', layer],
    ['--unit', unit],
    ['--by', by.length === 0 ? 'total' : by.map(kebabCase).join(',')],
    ...(period === undefined ? [] : [['--period', period]]),
    ...(from === undefined ? [] : [['--from', from]]),
    ...(to === undefined ? [] : [['--to', to]]),
    ...filters,
    ...(flags.format === 'table' ? [] : [['--format', flags.format]]),
    ...(flags.lang === 'en' ? [] : [['--lang', flags.lang]]),
    ...CONNECTION.flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [[`--${kebabCase(name)}`, value]];
    }),
  ];
  return ['waylight trends', ...parts.flat().map(quoteForShell)].join(' ');
}

const CONNECTION = ['as', 'data', 'host', 'portOffset', 'insights', 'ca', 'certificate', 'key'] as const;

/** Quotes a text so that a shell parses it as one word. */
function quoteForShell(text: string): string {
  return /^[\w./:,=@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
