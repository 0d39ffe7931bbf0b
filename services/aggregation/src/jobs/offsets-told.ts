import type { NodeProgress } from '@waylight/contracts/operations';
import { AUDIENCES } from '@waylight/disclosure-control';
import { AUDIENCE_NUMBERS } from '../release/audience-numbers.ts';

/** Up to where each release counts a node's topic, as the node was told, by the release's id. */
export function offsetsTold(progress: NodeProgress | undefined): Map<string, readonly bigint[]> {
  const told = new Map<string, readonly bigint[]>();
  for (const { period, nextOffsets, released } of progress?.closedPeriods ?? [])
    for (const { audience, tables } of released)
      for (const table of tables)
        for (const name of AUDIENCES)
          if (AUDIENCE_NUMBERS[name] === audience)
            told.set(`${progress?.tableIds[table]}.${period}.${name}`, nextOffsets);
  return told;
}
