import {
  type Code,
  codeList,
  findArea,
  findCode,
  findCountry,
  findOrigin,
  findOriginCountry,
  findSegment,
  isCodeNumber,
  isoDay,
  isPushbackChain,
  type ListName,
  type Lookup,
  parseCount,
  parsePushbackChain,
  parseReportDate,
  parseScale,
  splitCell,
} from '@waylight/taxonomy';
import type { Cell } from '../files/table.ts';
import type { FieldKind } from '../mappings/field-kinds.ts';
import { cellKey, type FieldRule } from '../mappings/mapping.ts';
import { type CellReading, refusedReading, valuesReading } from './cell-reading.ts';
import { readPlace } from './read-place.ts';

/** Maximum length of a text to look up. A longer text is not a name, and would take long to compare. */
const MAX_VALUE_LENGTH = 1_000;

/** Reads a cell for a field. `country` is the row's country or empty; places and areas need it. */
export function readCell(cell: Cell, kind: FieldKind, rule: FieldRule, country: string): CellReading {
  const text = cell.text.trim();
  if (text.length > MAX_VALUE_LENGTH)
    return refusedReading(`longer than ${MAX_VALUE_LENGTH} characters: a narrative is not a value`);
  if (text === '') return { kind: 'notStated', isBlank: true };
  const mapped = rule.values.get(cellKey(text));
  if (mapped !== undefined) return valuesReading(...mapped);
  if (rule.notStated.has(cellKey(text))) return { kind: 'notStated', isBlank: false };
  if (cell.isDate && kind.kind === 'date') return valuesReading(text);
  if (cell.isDate && kind.kind !== 'identity')
    return refusedReading(
      'the spreadsheet turned this into a date: format the column as text and enter it again',
    );
  return readText(text, kind, rule, country);
}

function readText(text: string, kind: FieldKind, rule: FieldRule, country: string): CellReading {
  switch (kind.kind) {
    case 'code':
      return kind.many
        ? readSeveral(splitByRule(text, rule, kind.list), (part) => readCode(kind.list, part, rule))
        : readCode(kind.list, text, rule);
    case 'layer':
      return text === 'reports' || text === 'public-record'
        ? valuesReading(text)
        : refusedReading('expected reports or public-record', () => ['reports', 'public-record']);
    case 'date':
      return readDate(text, rule);
    case 'country':
      return readLookup(findCountry(text), 'no country of the region', idOf);
    case 'area':
      return readLookup(
        findArea(text, country === '' ? {} : { country }),
        'no first-level area of the country',
        idOf,
        ({ id, labels }) => `${labels.en} (${id})`,
      );
    case 'place':
      return readPlace(text, country);
    case 'segment':
      return readSegment(text);
    case 'degrees':
      return /^-?\d{1,3}(?:[.,]\d+)?$/.test(text)
        ? valuesReading(Number(text.replace(',', '.')))
        : refusedReading('not degrees such as 42.0034');
    case 'count':
      return readNumber(parseCount(text));
    case 'scale':
      return readNumber(parseScale(text, kind.from, kind.to));
    case 'origins':
      return readSeveral(splitByRule(text, rule, 'originRegion'), readOrigin);
    case 'originCountry':
      return readLookup(findOriginCountry(text), 'not a known country', (iso) => iso);
    case 'identity':
      return valuesReading(text);
    default:
      return kind satisfies never;
  }
}

const idOf = ({ id }: { readonly id: string }): string => id;

function readLookup<T>(
  lookup: Lookup<T>,
  nothing: string,
  id: (value: T) => string,
  describe: (value: T) => string = id,
): CellReading {
  switch (lookup.kind) {
    case 'found':
      return valuesReading(id(lookup.value));
    case 'candidates':
      return refusedReading('ambiguous: choose one', () => lookup.candidates.map(describe));
    case 'none':
      return refusedReading(nothing, () => lookup.nearest.map(describe));
    default:
      return lookup satisfies never;
  }
}

function splitByRule(text: string, { split: by }: FieldRule, list: ListName): readonly string[] {
  if (by === false) return [text];
  if (by === true) return splitCell(text, list);
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Reads each part on its own. A refused part refuses the cell; the reason quotes it. */
function readSeveral(parts: readonly string[], read: (part: string) => CellReading): CellReading {
  const all = new Set<string | number>();
  let first: { reason: string; nearest: () => readonly string[] } | undefined;
  for (const part of parts) {
    const reading = read(part);
    if (reading.kind === 'values') for (const value of reading.values) all.add(value);
    if (reading.kind === 'refused')
      first ??= parts.length === 1 ? reading : { ...reading, reason: `"${part}": ${reading.reason}` };
  }
  if (first !== undefined)
    return { kind: 'refused', reason: first.reason, nearest: first.nearest, coded: [...all] };
  return all.size === 0 ? { kind: 'notStated', isBlank: false } : valuesReading(...all);
}

function readCode(list: ListName, text: string, rule: FieldRule): CellReading {
  const mapped = rule.values.get(cellKey(text));
  if (mapped !== undefined) return valuesReading(...mapped);
  const describe = ({ id, english }: Code) => (id === english.toLowerCase() ? id : `${id} (${english})`);
  const lookup = findCode(list, text);
  if (lookup.kind === 'none')
    return refusedReading(`no code of the list ${list}`, () =>
      lookup.nearest.length === 0 ? codesOfShortList(list) : lookup.nearest.map(describe),
    );
  if (lookup.kind === 'found' && isCodeNumber(text, lookup.value))
    return refusedReading(
      'a number is not a code: write its word, or a code for it below values in the mapping',
    );
  return readLookup<Code>(lookup, `no code of the list ${list}`, idOf, describe);
}

/** A short code list is printed in full as the hint. */
function codesOfShortList(list: ListName): readonly string[] {
  const codes = codeList(list);
  return codes.length <= 8 ? codes.map(({ id }) => id) : [];
}

function readDate(text: string, { format }: FieldRule): CellReading {
  // ISO 8601 dates are unambiguous, so they are accepted whatever order the mapping declares.
  const isIso = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const date = parseReportDate(text, isIso || format === undefined || format === 'iso' ? {} : { format });
  switch (date.kind) {
    case 'day':
      if (format === 'iso' && !/^\d{4}-/.test(text))
        return refusedReading('expected a date such as 2025-03-14');
      return valuesReading(isoDay(date.day));
    case 'month':
      return valuesReading(`${date.year}-${String(date.month).padStart(2, '0')}`);
    case 'year':
      return valuesReading(String(date.year));
    case 'ambiguous':
      return format === 'iso'
        ? refusedReading('expected a date such as 2025-03-14')
        : refusedReading(
            'day and month could be swapped: set the order in the mapping (dates: d/m/y)',
            () => date.candidates,
          );
    case 'invalid':
      return refusedReading(date.reason);
    default:
      return date satisfies never;
  }
}

function readNumber(read: ReturnType<typeof parseCount> | ReturnType<typeof parseScale>): CellReading {
  switch (read.kind) {
    case 'count':
      return valuesReading(read.count);
    case 'value':
      return valuesReading(read.value);
    case 'notStated':
      return { kind: 'notStated', isBlank: false };
    case 'refused':
      return refusedReading(read.reason);
    default:
      return read satisfies never;
  }
}

/** A segment, or the legs of a pushback in the notation of border monitors. All legs are one incident. */
function readSegment(text: string): CellReading {
  const lookup = findSegment(text);
  if (lookup.kind !== 'found' && (isPushbackChain(text) || text.includes('|'))) {
    const chain = parsePushbackChain(text);
    if (chain.kind === 'invalid') return refusedReading(chain.reason);
    const { countries, segment, type } = chain;
    // The node keeps the legs of a chain. A single leg is coded as its border segment.
    const legs = countries.slice(1).map((country, leg) => `${countries[leg]} | ${country}`);
    return { kind: 'values', values: [legs.length > 1 ? legs.join(' → ') : segment.id], impliedType: type };
  }
  return readLookup(lookup, 'no border segment of the region', idOf);
}

/** A country if the text names one, otherwise a region of origin. */
function readOrigin(text: string): CellReading {
  const country = findOriginCountry(text);
  if (country.kind === 'found') return valuesReading(country.value);
  return readLookup(findOrigin(text), 'not a known country or region of origin', idOf);
}

export function isUnknown(value: string | number): boolean {
  return value === 'unknown';
}
