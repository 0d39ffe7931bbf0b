/** Result of parsing a number. "NA" and blank both mean "not stated", but are distinguished. 0 means none. */
export type Count =
  | { readonly kind: 'count'; readonly count: number }
  | { readonly kind: 'notStated' }
  | { readonly kind: 'refused'; readonly reason: string };

const NOT_STATED = new Set([
  '',
  '-',
  '–',
  '—',
  'na',
  'n/a',
  'n.a.',
  'n/d',
  'nd',
  'null',
  'unknown',
  'not stated',
  '?',
]);
const MAX_COUNT = 1_000_000;

/**
 * Parses a whole number. A range, an estimate or several numbers in words are rejected, because no number may be chosen from them.
 */
export function parseCount(text: string): Count {
  const trimmed = text.trim();
  if (NOT_STATED.has(trimmed.toLowerCase())) return { kind: 'notStated' };
  if (/^\+?\d+(?:\.0+)?$/.test(trimmed)) {
    const count = Number(trimmed);
    return count <= MAX_COUNT ? { kind: 'count', count } : refuse('larger than a million');
  }
  if (/^-\s*\d+(?:[.,]\d+)?$/.test(trimmed)) return refuse('a count is not negative');
  if (/^\d+\s*(?:[-–—/]|to|do|deri)\s*\d+$/i.test(trimmed))
    return refuse('a range: state one number, or leave it out');
  if (/^\d+[.,]\d+$/.test(trimmed)) return refuse('a count is a whole number');
  if (/\d/.test(trimmed))
    return refuse('a number in words or with others: state one number, or leave it out');
  return refuse('not a number');
}

export type Scale =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'notStated' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Parses a value of a scale. 45 on a scale of 1 to 5 may be two values or a typing error, so it is rejected. */
export function parseScale(text: string, min: number, max: number): Scale {
  const count = parseCount(text);
  if (count.kind === 'notStated') return count;
  if (count.kind === 'refused') return refuse(`not a whole number from ${min} to ${max}`);
  if (count.count < min || count.count > max)
    return refuse(`${count.count} is outside the scale ${min} to ${max}`);
  return { kind: 'value', value: count.count };
}

function refuse(reason: string): { readonly kind: 'refused'; readonly reason: string } {
  return { kind: 'refused', reason };
}
