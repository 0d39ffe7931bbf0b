import {
  type Code,
  codeList,
  findArea,
  findCode,
  findCountry,
  findOrigin,
  findOriginCountry,
  findSegment,
  isoDay,
  type ListName,
  type Lookup,
  looksLikeChain,
  parseChain,
  parseCount,
  parseReportDate,
  parseScale,
  splitCell,
} from '@waylight/taxonomy';
import type { FieldKind } from '../mappings/field-kinds.ts';
import { cellKey, type FieldRule } from '../mappings/mapping.ts';
import { placeInText } from './place-in-text.ts';
import type { Cell } from './table.ts';

/** What one cell says for one field. */
export type CellReading =
  /** `alsoType` where the cell of another field says a type of incident: the legs of a pushback. */
  | {
      readonly kind: 'values';
      readonly values: readonly (string | number)[];
      readonly alsoType?: string;
    }
  /** Blank, or what the mapping says for "not stated". Never 0. */
  | { readonly kind: 'notStated'; readonly isBlank: boolean }
  | {
      readonly kind: 'refused';
      readonly reason: string;
      /** Made where somebody reads it: looking for it takes longer than all else. */
      readonly nearest: () => readonly string[];
      /** Of several values in the cell, those that were coded. */
      readonly coded?: readonly (string | number)[];
    };

const values = (...found: (string | number)[]): CellReading => ({ kind: 'values', values: found });
const none = (): readonly string[] => [];
const refused = (reason: string, nearest: () => readonly string[] = none): CellReading => ({
  kind: 'refused',
  reason,
  nearest,
});

/** What is looked up is looked up part by part: a longer text names nothing, and would take long to say so. */
const LONGEST_VALUE = 1_000;

/** Reads a cell for a field. `country` is the row's, where it is known: places and areas need it. */
export function readCell(cell: Cell, kind: FieldKind, rule: FieldRule, country: string): CellReading {
  const text = cell.text.trim();
  if (text.length > LONGEST_VALUE)
    return refused(`longer than ${LONGEST_VALUE} characters: a narrative is no value`);
  if (text === '') return { kind: 'notStated', isBlank: true };
  const meant = rule.values.get(cellKey(text));
  if (meant !== undefined) return values(...meant);
  if (rule.notStated.has(cellKey(text))) return { kind: 'notStated', isBlank: false };
  if (cell.isDate && kind.kind !== 'date' && !(kind.kind === 'identity'))
    return refused('the spreadsheet has made a date of this: make the column text and write it again');
  switch (kind.kind) {
    case 'code':
      return kind.many
        ? several(split(text, rule, kind.list), (part) => codeOf(kind.list, part, rule))
        : codeOf(kind.list, text, rule);
    case 'layer':
      return text === 'reports' || text === 'public-record'
        ? values(text)
        : refused('wants reports or public-record', () => ['reports', 'public-record']);
    case 'date':
      return cell.isDate ? values(text) : dateOf(text, rule);
    case 'country':
      return found(
        findCountry(text),
        'no country of the region',
        ({ id }) => id,
        ({ id }) => id,
      );
    case 'area':
      return found(
        findArea(text, country === '' ? {} : { country }),
        'no first-level area of the country',
        ({ id }) => id,
        ({ id, labels }) => `${labels.en} (${id})`,
      );
    case 'place':
      return placeInText(text, country);
    case 'segment':
      return segmentOf(text);
    case 'degrees':
      return /^-?\d{1,3}(?:[.,]\d+)?$/.test(text)
        ? values(Number(text.replace(',', '.')))
        : refused('not degrees as in 42.0034');
    case 'count':
      return numberOf(parseCount(text));
    case 'scale':
      return numberOf(parseScale(text, kind.from, kind.to));
    case 'origins':
      return several(split(text, rule, 'originRegion'), originOf);
    case 'originCountry':
      return found(
        findOriginCountry(text),
        'no country that we know',
        (iso) => iso,
        (iso) => iso,
      );
    case 'identity':
      return values(text);
    default:
      return kind satisfies never;
  }
}

function found<T>(
  lookup: Lookup<T>,
  nothing: string,
  id: (value: T) => string,
  shown: (value: T) => string,
): CellReading {
  switch (lookup.kind) {
    case 'found':
      return values(id(lookup.found));
    case 'candidates':
      return refused('could be several: say which', () => lookup.candidates.map(shown));
    case 'none':
      return refused(nothing, () => lookup.nearest.map(shown));
    default:
      return lookup satisfies never;
  }
}

function split(text: string, { split: by }: FieldRule, list: ListName): readonly string[] {
  if (by === false) return [text];
  if (by === true) return splitCell(text, list);
  return text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** Every part on its own; one that is refused refuses the cell and says which it was. */
function several(parts: readonly string[], read: (part: string) => CellReading): CellReading {
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
  return all.size === 0 ? { kind: 'notStated', isBlank: false } : values(...all);
}

function codeOf(list: ListName, text: string, rule: FieldRule): CellReading {
  const meant = rule.values.get(cellKey(text));
  if (meant !== undefined) return values(...meant);
  const shown = ({ id, english }: Code) => (id === english.toLowerCase() ? id : `${id} (${english})`);
  const lookup = findCode(list, text);
  if (lookup.kind === 'none')
    return refused(`no code of the list ${list}`, () =>
      lookup.nearest.length === 0 ? short(list) : lookup.nearest.map(shown),
    );
  return found<Code>(lookup, `no code of the list ${list}`, ({ id }) => id, shown);
}

/** A list that is short enough is its own hint. */
function short(list: ListName): readonly string[] {
  const codes = codeList(list);
  return codes.length <= 8 ? codes.map(({ id }) => id) : [];
}

function dateOf(text: string, { format }: FieldRule): CellReading {
  // ISO 8601 can't be read another way, whatever the order of the others.
  const isIso = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const date = parseReportDate(text, isIso || format === undefined || format === 'iso' ? {} : { format });
  switch (date.kind) {
    case 'day':
      if (format === 'iso' && !/^\d{4}-/.test(text)) return refused('wants a date as 2025-03-14');
      return values(isoDay(date.day));
    case 'month':
      return values(`${date.year}-${String(date.month).padStart(2, '0')}`);
    case 'year':
      return values(String(date.year));
    case 'ambiguous':
      return format === 'iso'
        ? refused('wants a date as 2025-03-14')
        : refused(
            'day and month could be swapped: say the order in the mapping (dates: d/m/y)',
            () => date.candidates,
          );
    case 'invalid':
      return refused(date.reason);
    default:
      return date satisfies never;
  }
}

function numberOf(read: ReturnType<typeof parseCount> | ReturnType<typeof parseScale>): CellReading {
  switch (read.kind) {
    case 'count':
      return values(read.count);
    case 'value':
      return values(read.value);
    case 'notStated':
      return { kind: 'notStated', isBlank: false };
    case 'refused':
      return refused(read.reason);
    default:
      return read satisfies never;
  }
}

/** A segment, or the legs of a pushback as border monitors write them: those make one incident, whatever their number. */
function segmentOf(text: string): CellReading {
  const lookup = findSegment(text);
  if (lookup.kind !== 'found' && (looksLikeChain(text) || text.includes('|'))) {
    const chain = parseChain(text);
    if (chain.kind === 'invalid') return refused(chain.reason);
    const { countries, segment, type } = chain;
    // The node keeps the legs of a chain; a single leg is its segment.
    const legs = countries.slice(1).map((country, leg) => `${countries[leg]} | ${country}`);
    return { kind: 'values', values: [legs.length > 1 ? legs.join(' → ') : segment.id], alsoType: type };
  }
  return found(
    lookup,
    'no border segment of the region',
    ({ id }) => id,
    ({ id }) => id,
  );
}

/** A country where the text names one, else its region. */
function originOf(text: string): CellReading {
  const country = findOriginCountry(text);
  if (country.kind === 'found') return values(country.found);
  return found(
    findOrigin(text),
    'no country or region of origin that we know',
    ({ id }) => id,
    ({ id }) => id,
  );
}

/** Whether a value says only that nothing is known. */
export function saysNothing(value: string | number): boolean {
  return value === 'unknown';
}
