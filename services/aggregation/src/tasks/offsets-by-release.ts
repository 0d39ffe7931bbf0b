import type { NodeProgress } from '@waylight/contracts/operations';
import { AUDIENCES } from '@waylight/disclosure-control';
import { AUDIENCE_NUMBERS } from '../release/audience-numbers.ts';

/** Up to where each release counts a node's topic, as the node was told, by the release's id. */
export function offsetsByRelease(progress: NodeProgress | undefined): Map<string, readonly bigint[]> {
  const offsets = new Map<string, readonly bigint[]>();
  for (const { period, nextOffsets, releasedTables } of progress?.closedPeriods ?? [])
    for (const { audience, tableIndexes } of releasedTables)
      for (const table of tableIndexes)
        for (const name of AUDIENCES)
          if (AUDIENCE_NUMBERS[name] === audience)
            offsets.set(`${progress?.tableIds[table]}.${period}.${name}`, nextOffsets);
  return offsets;
}
