import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import type { CommandContext } from '../command-context.ts';
import { usageFailure } from '../failure.ts';
import { hasDuplicateNames } from './duplicate-names.ts';
import { jsonErrorPosition } from './json-error.ts';
import type { AnyShape, ShapeProblem } from './shape.ts';

type Input = Pick<CommandContext, 'stdin'>;

/** Reads the object or objects of a JSON file, with the contract's field names; `-` reads stdin. */
export async function readObjects(input: Input, file: string, shape: AnyShape): Promise<unknown[]> {
  const { checkShape } = await import('./check-shape.ts');
  const name = displayName(file);
  const parsed = await readJson(input, file);
  const isList = Array.isArray(parsed);
  const values: unknown[] = isList ? parsed : [parsed];
  if (values.length === 0) throw usageFailure(`${name} is an empty list: there is nothing to send`);
  const checked = values.map((value, index) => checkShape(value, shape, isList ? `[${index}]` : ''));
  const problems = checked.flatMap((one) => one.problems);
  if (problems.length > 0)
    throw usageFailure(
      `${name} has fields that are unknown or wrong; nothing was sent`,
      ...problemLines(problems),
    );
  return checked.map((one) => one.value);
}

/** The content of a JSON file; `-` reads stdin. */
export async function readJson(input: Input, file: string): Promise<unknown> {
  return parseJson(displayName(file), await readText(input, file));
}

export const displayName = (file: string): string => (file === '-' ? 'stdin' : file);

const MAX_LINES = 20;

function problemLines(problems: readonly ShapeProblem[]): string[] {
  const lines = problems.slice(0, MAX_LINES).map(({ path, problem }) => `${path} ${problem}`);
  return problems.length > MAX_LINES ? [...lines, `and ${problems.length - MAX_LINES} more`] : lines;
}

async function readText({ stdin }: Input, file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await buffer(stdin) : await readFile(file);
  } catch (error) {
    const code = Reflect.get(Object(error), 'code');
    throw usageFailure(code === 'ENOENT' ? `${file} does not exist` : `cannot read ${file} (${code})`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usageFailure(`${file} is not UTF-8: save it as UTF-8`);
  }
}

/** The parser's message quotes the text; this message names only the place. */
function parseJson(file: string, text: string): unknown {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    const { line, column } = jsonErrorPosition(text);
    throw usageFailure(`${file} is not JSON: see line ${line}, column ${column}`);
  }
  if (hasDuplicateNames(text, parsed))
    throw usageFailure(`${file} has the same name twice in one object, so its content is ambiguous`);
  return parsed;
}
