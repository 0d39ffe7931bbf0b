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

/** Loads a shipped mapping by its name, or a mapping file by its path. */
export function loadMapping(nameOrPath: string): Mapping {
  const shipped = listShippedMappings();
  const path = shipped.includes(nameOrPath) ? `${SHIPPED_FOLDER}/${nameOrPath}.yaml` : nameOrPath;
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (cause) {
    const hint = `shipped mappings: ${shipped.join(', ')}; or use the path of a mapping file`;
    throw new ImportInputError(`there is no mapping ${nameOrPath}`, [hint], { cause });
  }
  const parsed = parseMapping(text);
  if ('problems' in parsed)
    throw new ImportInputError(`the mapping ${nameOrPath} is invalid`, parsed.problems);
  return parsed.mapping;
}
