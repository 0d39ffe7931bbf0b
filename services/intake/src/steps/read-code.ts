import { type Code, findCode, type ListName, type Lookup, splitCell } from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';
import { createLookupCache, type LookupCache } from './lookup-cache.ts';

const caches = new Map<ListName, LookupCache<Code>>();

function cacheOf(list: ListName): LookupCache<Code> {
  const known = caches.get(list);
  if (known !== undefined) return known;
  const made = createLookupCache<Code>();
  caches.set(list, made);
  return made;
}

/** The code that a text names; undefined after a violation. */
export function readCode<L extends ListName>(
  list: L,
  text: string,
  field: string,
  findings: Findings,
): Code<L> | undefined {
  const ofList = cacheOf(list);
  const known = ofList.get(text);
  if (known !== undefined) return known as Code<L>;
  const code = lookUp(list, text, field, findings);
  return code && (ofList.set(text, code) as Code<L>);
}

function lookUp<L extends ListName>(
  list: L,
  text: string,
  field: string,
  findings: Findings,
): Code<L> | undefined {
  if (!checkText(text, field, findings)) return undefined;
  const lookup = findCode(list, text);
  if (lookup.kind === 'found' && isIntended(list, text, lookup.value)) return lookup.value;
  if (lookup.kind === 'none' && splitCell(text, list).length > 1) {
    addViolation(findings, field, 'holds several values: send each as a value of its own');
    return undefined;
  }
  const what = `the code list ${list}`;
  const hasUnknown = findCode(list, 'unknown').kind === 'found';
  addLookupViolation(lookup, field, what, ({ id }) => id, findings, hasUnknown);
  return undefined;
}

/** A bare number is the code book's own numbering to nobody but us: "3" in a list of types is a mistake of a mapping. */
function isIntended<L extends ListName>(list: L, text: string, code: Code<L>): boolean {
  const numeral = text.trim();
  return !/^\d{1,2}$/.test(numeral) || code.id === numeral || list === 'ageBand';
}

/** Several values of one list, each once, in the order in which they came. */
export function readCodes<L extends ListName>(
  list: L,
  texts: readonly string[],
  field: string,
  limit: number,
  findings: Findings,
): Code<L>[] {
  if (texts.length > limit) {
    addViolation(findings, field, `holds more than ${limit} values`);
    return [];
  }
  const codes: Code<L>[] = [];
  for (let i = 0; i < texts.length; i++) {
    const code = readCode(list, texts[i] ?? '', `${field}[${i}]`, findings);
    if (code !== undefined && !codes.includes(code)) codes.push(code);
  }
  return codes;
}

/** Whether there is a text of a length that can be looked up. */
export function checkText(text: string, field: string, findings: Findings): boolean {
  if (text.trim() === '') addViolation(findings, field, 'is empty: leave it out, or write "unknown"');
  else if (text.length > LIMITS.textLength)
    addViolation(findings, field, `is longer than ${LIMITS.textLength} characters`);
  else return true;
  return false;
}

/** Says why a text did not lead to exactly one entry, with the entries that it may mean. */
export function addLookupViolation<T>(
  lookup: Lookup<T>,
  field: string,
  what: string,
  idOf: (value: T) => string,
  findings: Findings,
  hasUnknown = true,
): void {
  switch (lookup.kind) {
    case 'candidates':
      addViolation(
        findings,
        field,
        `can mean several entries of ${what}: write one of the candidates`,
        lookup.candidates.map(idOf),
      );
      return;
    case 'none':
      addViolation(
        findings,
        field,
        `is not in ${what}: write an entry of it${hasUnknown ? ', or "unknown" where it is not known' : ''}`,
        lookup.nearest.map(idOf),
      );
      return;
    case 'found':
      addViolation(findings, field, `is not in ${what}: a number stands for no entry`);
      return;
    default:
      lookup satisfies never;
  }
}
