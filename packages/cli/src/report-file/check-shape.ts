import { nearest } from '@waylight/taxonomy';
import type { AnyShape, ShapeProblem } from './shape.ts';

/**
 * Checks parsed JSON against a shape and returns it with the contract's field names. Keys may be `occurredOn` or
 * `occurred_on`. An unknown key is a problem, because the value of a misspelt field would be lost.
 */
export function checkShape(
  value: unknown,
  shape: AnyShape,
  path = '',
): { readonly value: unknown; readonly problems: ShapeProblem[] } {
  const problems: ShapeProblem[] = [];
  const checked = checkValue(value, shape, path, problems);
  return { value: checked, problems };
}

function checkValue(value: unknown, shape: AnyShape, path: string, problems: ShapeProblem[]): unknown {
  const expected = (what: string) => {
    problems.push({ path: path === '' ? '(the document)' : path, problem: `must be ${what}` });
  };
  if (shape === 'text') return typeof value === 'string' ? value : expected('a text in quotes');
  if (shape === 'number') return typeof value === 'number' ? value : expected('a number without quotes');
  if (shape === 'count')
    return isCount(value) ? value : expected('a whole number, 0 or more, without quotes');
  if (shape === 'flag') return typeof value === 'boolean' ? value : expected('true or false');
  if (isList(shape))
    return Array.isArray(value)
      ? value.map((element, index) => checkValue(element, shape[0], `${path}[${index}]`, problems))
      : expected('a list in square brackets');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return expected('an object in braces');
  return checkFields(value, shape, path, problems);
}

function checkFields(
  value: object,
  shape: { readonly [name: string]: AnyShape },
  path: string,
  problems: ShapeProblem[],
): Record<string, unknown> {
  const found: Record<string, unknown> = {};
  for (const [key, field] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const name = camelCase(key);
    const fieldShape = Object.hasOwn(shape, name) ? shape[name] : undefined;
    if (fieldShape === undefined)
      problems.push({ path: at, problem: describeUnknownKey(key, Object.keys(shape)) });
    else if (Object.hasOwn(found, name)) problems.push({ path: at, problem: 'is a duplicate' });
    // null means "not stated".
    else if (field !== null) found[name] = checkValue(field, fieldShape, at, problems);
  }
  return found;
}

function describeUnknownKey(key: string, names: readonly string[]): string {
  const entries = names.map((name) => [name.toLowerCase(), [name]] as const);
  const [closest] = nearest(camelCase(key).toLowerCase(), entries, 1);
  return closest === undefined
    ? `is not a field; there are ${names.join(', ')}`
    : `is not a field; the nearest is ${closest}`;
}

const camelCase = (key: string): string =>
  key.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** True for a uint32. Other numbers would fail to encode, and that error would not name the field. */
const isCount = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 2 ** 32;

const isList = (shape: AnyShape): shape is readonly [AnyShape] => Array.isArray(shape);
