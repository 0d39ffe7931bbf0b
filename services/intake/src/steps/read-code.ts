import {
  type Code,
  type CodeId,
  codeById,
  findCode,
  isCodeNumber,
  type ListName,
  type Lookup,
  splitCell,
} from '@waylight/taxonomy';
import { addViolation, type Findings } from './findings.ts';
import { LIMITS } from './limits.ts';

/** The code of a text; undefined after a violation. */
export function readCode<L extends ListName>(
  list: L,
  text: string,
  field: string,
  findings: Findings,
): Code<L> | undefined {
  if (!checkText(text, field, findings)) return undefined;
  const lookup = findCode(list, text);
  if (lookup.kind === 'found' && !isCodeNumber(text, lookup.value)) return lookup.value;
  if (lookup.kind === 'none' && splitCell(text, list).length > 1) {
    addViolation(findings, field, 'has several values: send each as a separate value');
    return undefined;
  }
  const hasUnknown = findCode(list, 'unknown').kind === 'found';
  addLookupViolation(lookup, field, `the code list ${list}`, ({ id }) => id, findings, hasUnknown);
  return undefined;
}

/** Several codes of one list, without repetitions, in the order of the texts. */
export function readCodes<L extends ListName>(
  list: L,
  texts: readonly string[],
  field: string,
  limit: number,
  findings: Findings,
): Code<L>[] {
  if (texts.length > limit) {
    addViolation(findings, field, `has more than ${limit} values`);
    return [];
  }
  const codes: Code<L>[] = [];
  for (let i = 0; i < texts.length; i++) {
    const code = readCode(list, texts[i] ?? '', `${field}[${i}]`, findings);
    if (code !== undefined && !codes.includes(code)) codes.push(code);
  }
  return codes;
}

/** True for a text that is neither blank nor too long to look up. */
export function checkText(text: string, field: string, findings: Findings): boolean {
  if (text.trim() === '') addViolation(findings, field, 'is empty: leave it out, or write "unknown"');
  else if (text.length > LIMITS.textLength)
    addViolation(findings, field, `is longer than ${LIMITS.textLength} characters`);
  else return true;
  return false;
}

/** Adds the reason why a text does not match exactly one entry, with candidates. */
export function addLookupViolation<T>(
  lookup: Lookup<T>,
  field: string,
  source: string,
  idOf: (value: T) => string,
  findings: Findings,
  hasUnknown = true,
): void {
  switch (lookup.kind) {
    case 'candidates':
      addViolation(
        findings,
        field,
        `matches several entries of ${source}: write one of the candidates`,
        lookup.candidates.map(idOf),
      );
      return;
    case 'none':
      addViolation(
        findings,
        field,
        `is not in ${source}: write an entry of it${hasUnknown ? ', or "unknown" if it is not known' : ''}`,
        lookup.nearest.map(idOf),
      );
      return;
    case 'found':
      addViolation(findings, field, `is not in ${source}: a number is not an entry`);
      return;
    default:
      lookup satisfies never;
  }
}

/**
 * The number of a code. It equals the number in the enum of the contracts; a test of the taxonomy package
 * compares them.
 */
export function codeNumber<L extends ListName>(list: L, id: CodeId<L>): number {
  return codeById(list, id)?.number ?? 0;
}
