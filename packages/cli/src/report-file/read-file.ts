import { readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { jsonErrorPosition } from './json-error.ts';
import type { AnyShape, ShapeProblem } from './shape.ts';

/** The objects of a JSON file, one or a list, each with the contract's field names; `-` reads stdin. */
export async function readObjects(
  kit: Pick<Kit, 'stdin'>,
  file: string,
  shape: AnyShape,
): Promise<unknown[]> {
  const { checkShape } = await import('./check-shape.ts');
  const name = displayName(file);
  const parsed = await readJson(kit, file);
  const isList = Array.isArray(parsed);
  const values: unknown[] = isList ? parsed : [parsed];
  if (values.length === 0) throw usageFailure(`${name} is an empty list: there is nothing to send`);
  const checked = values.map((value, index) => checkShape(value, shape, isList ? `[${index}]` : ''));
  const problems = checked.flatMap((one) => one.problems);
  if (problems.length > 0)
    throw usageFailure(
      `${name} is not what such a file looks like; nothing was sent`,
      ...problemLines(problems),
    );
  return checked.map((one) => one.value);
}

/** What a JSON file holds, whatever it is; `-` reads stdin. */
export async function readJson(kit: Pick<Kit, 'stdin'>, file: string): Promise<unknown> {
  return parseJson(displayName(file), await readText(kit, file));
}

export const displayName = (file: string): string => (file === '-' ? 'stdin' : file);

const MAX_LINES = 20;

function problemLines(problems: readonly ShapeProblem[]): string[] {
  const lines = problems.slice(0, MAX_LINES).map(({ path, problem }) => `${path} ${problem}`);
  return problems.length > MAX_LINES ? [...lines, `and ${problems.length - MAX_LINES} more`] : lines;
}

async function readText(kit: Pick<Kit, 'stdin'>, file: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = file === '-' ? await buffer(kit.stdin) : await readFile(file);
  } catch (error) {
    const code = Reflect.get(Object(error), 'code');
    const why = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw usageFailure(`${file}: ${why}`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw usageFailure(`${file} is not UTF-8: save it as UTF-8`);
  }
}

/** The parser's own message repeats what it read; ours says only where. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const { line, column } = jsonErrorPosition(text);
    throw usageFailure(`${file} is not JSON: look at line ${line}, column ${column}`);
  }
}
