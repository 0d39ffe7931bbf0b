import { readFile } from 'node:fs/promises';
import type { Registry } from '@waylight/access';
import type { NodeCountry } from '@waylight/contracts';
import type { NodeLayout } from '@waylight/deployment';
import { addLocalKeys, parseNodeKeys } from '@waylight/node-keys';
import { replaceFile } from '@waylight/service-kit';
import { usageFailure } from '../failure.ts';

/**
 * Creates the missing reference keys of organisations that report at this node alone. Returns the organisations that the node
 * still has no key for, because they report at several nodes.
 */
export async function addLocalReferenceKeys(
  layout: NodeLayout,
  { organisations }: Registry,
  country: NodeCountry,
): Promise<readonly string[]> {
  const text = await readFile(layout.nodeKeys, 'utf8');
  const parsed = parseNodeKeys(JSON.parse(text), country);
  if ('problems' in parsed)
    throw usageFailure(`${layout.nodeKeys} is not the keys file of ${country}`, ...parsed.problems);
  const keys = addLocalKeys(parsed.file, organisations);
  await replaceFile({ file: layout.nodeKeys, before: text, after: JSON.stringify(keys) });
  return organisations
    .filter(({ id, countries }) => countries.includes(country) && keys.referenceKeys[id] === undefined)
    .map(({ id }) => id);
}
