import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { type DateFormat, findCode, type ListName } from '@waylight/taxonomy';
import { Ajv, type ErrorObject } from 'ajv';
import { isScalar, parseDocument, visit } from 'yaml';
import { canBeUnknown, FIELD_PATHS, fieldKind, takesMany } from './field-kinds.ts';
import schema from './mapping.schema.json' with { type: 'json' };
import { cellKey, type FieldRule, type Mapping } from './mapping.ts';

type ParseResult = { readonly mapping: Mapping } | { readonly problems: readonly string[] };

/** A mapping file that the schema accepts. */
type MappingFile = {
  readonly name: string;
  readonly attribution?: string;
  readonly as?: string;
  readonly file?: Partial<Mapping['file']>;
  readonly id: { readonly columns: readonly string[]; readonly prefix?: string };
  readonly dates?: DateFormat;
  readonly notStated?: readonly string[];
  readonly constants?: Readonly<Record<string, string | readonly string[]>>;
  readonly nodes?: Readonly<Record<string, NodeCountry>>;
  readonly fields: Readonly<Record<string, string | FieldInFile>>;
};

type FieldInFile = {
  readonly column?: string;
  readonly columns?: readonly string[];
  readonly combine?: FieldRule['combine'];
  readonly optional?: boolean;
  readonly values?: Readonly<Record<string, string | readonly string[]>>;
  readonly split?: boolean | string;
  readonly format?: DateFormat;
  readonly notStated?: readonly string[];
  readonly onUnknown?: FieldRule['onUnknown'];
  readonly rules?: FieldRule['rules'];
  readonly otherwise?: string;
};

const isMappingFile = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<MappingFile>(schema);

/** Parses a mapping file, or returns all its problems by path. */
export function parseMapping(text: string): ParseResult {
  if (text.length > MAX_TEXT_LENGTH) return { problems: [`is longer than ${MAX_TEXT_LENGTH} characters`] };
  const read = readYaml(text);
  if ('problem' in read) return { problems: [read.problem] };
  const { input } = read;
  if (!isMappingFile(input)) return { problems: limitProblems(problemsOf(isMappingFile.errors ?? [])) };
  const problems = findContradictions(input);
  return problems.length > 0 ? { problems: limitProblems(problems) } : { mapping: toMapping(input) };
}

/** Maximum length of a mapping file, far more than a mapping of every code in every language needs. */
const MAX_TEXT_LENGTH = 512 * 1024;
const MAX_PROBLEMS = 50;
/** A problem quotes keys and values of the file, which may be as long as the file. */
const MAX_PROBLEM_LENGTH = 1_500;

function limitProblems(problems: readonly string[]): readonly string[] {
  const more = problems.length - MAX_PROBLEMS;
  const named = problems
    .slice(0, MAX_PROBLEMS)
    .map((problem) =>
      problem.length > MAX_PROBLEM_LENGTH ? `${problem.slice(0, MAX_PROBLEM_LENGTH)}…` : problem,
    );
  return more > 0 ? [...named, `and ${more} more`] : named;
}

function readYaml(text: string): { readonly input: unknown } | { readonly problem: string } {
  let document: ReturnType<typeof parseDocument>;
  try {
    document = parseDocument(text, { prettyErrors: true, logLevel: 'error' });
  } catch {
    // Deep nesting exhausts the parser's stack.
    return { problem: 'not YAML: nested too deeply' };
  }
  const [broken] = document.errors;
  if (broken !== undefined) return { problem: `not YAML: ${broken.message.split('\n')[0]}` };
  try {
    if (hasNonScalarKey(document)) return { problem: 'has a list, a map or an alias in place of a name' };
    return { input: document.toJS() };
  } catch {
    // A missing alias, or endless aliases of aliases.
    return { problem: 'has aliases (&, *) that cannot be resolved: write the values out' };
  }
}

/** The parser would convert such a key with all nested keys to text, which takes minutes for a few kilobytes. */
function hasNonScalarKey(document: ReturnType<typeof parseDocument>): boolean {
  let has = false;
  visit(document, {
    Pair: (_, { key }) => {
      has = key !== null && !isScalar(key);
      return has ? visit.BREAK : undefined;
    },
  });
  return has;
}

function problemsOf(errors: readonly ErrorObject[]): string[] {
  // If a value matches none of several alternatives, only the most specific error helps.
  const mostSpecific = errors.filter(({ keyword }) => keyword !== 'anyOf' && keyword !== 'propertyNames');
  return [...new Set(mostSpecific.map(problemOf))];
}

function problemOf({ instancePath, keyword, params, message }: ErrorObject): string {
  const path = instancePath.slice(1).replaceAll('/', ' › ').replaceAll('~1', '/').replaceAll('~0', '~');
  const at = path === '' ? '' : `${path}: `;
  if (keyword === 'required' && params.missingProperty === 'id')
    return 'id: name the columns that make the id, as id: { columns: [...] }; without them a repeated import would count twice';
  if (keyword === 'required') return `${at}${params.missingProperty} is missing`;
  if (keyword === 'additionalProperties') return `${at}unknown property ${params.additionalProperty}`;
  if (keyword === 'enum') return `${at}expected one of ${params.allowedValues.join(', ')}`;
  if (keyword === 'const') return `${at}expected ${params.allowedValue}`;
  return `${at}${message}`;
}

/** Finds problems that a schema cannot express: unknown paths, and contradicting fields. */
function findContradictions(file: MappingFile): string[] {
  const problems: string[] = [];
  const identities = new Set<string>();
  for (const [path, given] of Object.entries(file.fields)) {
    const at = `fields › ${path}`;
    const kind = fieldKind(path);
    const field = typeof given === 'string' ? { column: given } : given;
    const columns = columnsOf(field);
    if (kind === undefined) {
      problems.push(`${at}: the contract has no such field; it has ${FIELD_PATHS.join(', ')}`);
      continue;
    }
    if (kind.kind === 'identity') for (const column of columns) identities.add(column);
    if (columns.length === 0 && field.rules === undefined && field.otherwise === undefined)
      problems.push(`${at}: names no column`);
    if (columns.length > 1 && !takesMany(kind)) problems.push(`${at}: has one value, so use one column`);
    if (columns.length > 1) problems.push(...findSharedAnswers(at, columns, field));
    if (field.rules !== undefined && path !== 'types')
      problems.push(`${at} › rules: only types may have rules`);
    if (field.onUnknown === 'unknown' && !canBeUnknown(path))
      problems.push(
        path.startsWith('consent.')
          ? `${at} › onUnknown: must be refuse, because the sharing of a report is never guessed`
          : `${at} › onUnknown: must be refuse, because every report requires this field`,
      );
    if (file.constants?.[path] !== undefined) problems.push(`constants › ${path}: is also among the fields`);
    for (const { when } of field.rules ?? [])
      if (fieldKind(when)?.kind !== 'count') problems.push(`${at} › rules: ${when} is not a count`);
  }
  for (const [path, values] of Object.entries(file.constants ?? {})) {
    const kind = fieldKind(path);
    if (kind === undefined) problems.push(`constants › ${path}: the contract has no such field`);
    else if (kind.kind === 'code')
      problems.push(
        ...[values].flat().flatMap((value) => findUnknownCode(`constants › ${path}`, kind.list, value)),
      );
  }
  for (const path of ['occurredOn', 'types'])
    if (file.fields[path] === undefined && file.constants?.[path] === undefined)
      problems.push(`fields: ${path} is missing, and every report requires it`);
  for (const column of file.id.columns)
    if (identities.has(column)) problems.push(`id › columns: ${column} identifies a person; an id must not`);
  for (const country of Object.keys(file.nodes ?? {}))
    if ((NODE_COUNTRIES as readonly string[]).includes(country))
      problems.push(`nodes › ${country}: has its own node, which receives its rows`);
  return problems;
}

/** Answers to a yes/no question as files have them, in the languages of the region. */
const YES_OR_NO = new Set([
  ...['yes', 'no', 'y', 'n', 'true', 'false', 'x', 'х', '✓', '✔', '+'],
  ...['po', 'jo', 'da', 'ne', 'да', 'не'],
]);

const isYesOrNo = (text: string): boolean =>
  YES_OR_NO.has(cellKey(text)) || /^\s*[01]([.,]0+)?\s*$/.test(text);

/** Finds answers whose code is the same in several columns, where each column asks another question: a death would be violence. */
function findSharedAnswers(at: string, columns: readonly string[], { values = {} }: FieldInFile): string[] {
  return Object.entries(values)
    .filter(([text, ids]) => isYesOrNo(text) && [ids].flat().length > 0)
    .map(
      ([text, ids]) =>
        `${at} › values: ${JSON.stringify(text)} would have the same code in the columns ${columns.join(', ')}. ` +
        `In each column, write the word of a code in place of ${JSON.stringify(text)}, such as ${[ids].flat()[0]}, and nothing for no`,
    );
}

function columnsOf(field: FieldInFile): readonly string[] {
  return field.columns ?? (field.column === undefined ? [] : [field.column]);
}

function toMapping(file: MappingFile): Mapping {
  return {
    name: file.name,
    ...(file.attribution !== undefined && { attribution: file.attribution }),
    ...(file.as !== undefined && { as: file.as }),
    file: { headerRow: 1, ...file.file },
    id: { columns: file.id.columns, prefix: file.id.prefix ?? '' },
    constants: Object.fromEntries(
      Object.entries(file.constants ?? {}).map(([path, value]) => [path, [value].flat()]),
    ),
    nodes: file.nodes ?? {},
    fields: Object.fromEntries(
      Object.entries(file.fields).map(([path, field]) => [
        path,
        toFieldRule(typeof field === 'string' ? { column: field } : field, file),
      ]),
    ),
  };
}

function toFieldRule(field: FieldInFile, file: MappingFile): FieldRule {
  const format = field.format ?? file.dates;
  return {
    columns: columnsOf(field),
    combine: field.combine ?? 'all',
    optional: field.optional ?? false,
    values: new Map(Object.entries(field.values ?? {}).map(([text, ids]) => [cellKey(text), [ids].flat()])),
    split: field.split ?? true,
    ...(format !== undefined && { format }),
    notStated: new Set([...(file.notStated ?? []), ...(field.notStated ?? [])].map(cellKey)),
    onUnknown: field.onUnknown ?? 'refuse',
    rules: field.rules ?? [],
    ...(field.otherwise !== undefined && { otherwise: field.otherwise }),
  };
}

/** Validates a constant once, instead of in every row. */
function findUnknownCode(at: string, list: ListName, value: string): string[] {
  const lookup = findCode(list, value);
  if (lookup.kind === 'found') return [];
  const near = (lookup.kind === 'candidates' ? lookup.candidates : lookup.nearest).map(({ id }) => id);
  return [
    `${at}: ${JSON.stringify(value)} is not a code of ${list}${near.length === 0 ? '' : `; nearest: ${near.join(', ')}`}`,
  ];
}
