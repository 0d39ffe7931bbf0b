import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { ImportInputError } from '../input-error.ts';
import type { Mapping } from './mapping.ts';
import { parseMapping } from './parse-mapping.ts';

const SHIPPED_FOLDER = import.meta.dirname;

export function listShippedMappings(): readonly string[] {
  return readdirSync(SHIPPED_FOLDER)
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => basename(file, '.yaml'))
    .sort();
}

/** A mapping by the name of a shipped one, or by the path of a file. What is no name is a path. */
export function loadMapping(nameOrPath: string): Mapping {
  const shipped = listShippedMappings();
  const path = shipped.includes(nameOrPath) ? `${SHIPPED_FOLDER}/${nameOrPath}.yaml` : nameOrPath;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const hint = `shipped with us: ${shipped.join(', ')}; or give the path of a mapping file`;
    throw new ImportInputError(`there is no mapping ${nameOrPath}`, [hint], { cause });
  }
  const parsed = parseMapping(text);
  if ('problems' in parsed)
    throw new ImportInputError(`the mapping ${nameOrPath} is not usable`, parsed.problems);
  return parsed.mapping;
}
