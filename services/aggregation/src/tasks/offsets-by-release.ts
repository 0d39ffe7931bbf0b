import { audienceByNumber } from '@waylight/contracts/audiences';
import type { NodeProgress } from '@waylight/contracts/operations';

/** Up to where each release counts a node's topic, as the node was told, by the release's id. */
export function offsetsByRelease(progress: NodeProgress | undefined): Map<string, readonly bigint[]> {
  const offsets = new Map<string, readonly bigint[]>();
  for (const { period, nextOffsets, releasedTables } of progress?.closedPeriods ?? [])
    for (const { audience, tableIndexes } of releasedTables) {
      const name = audienceByNumber(audience);
      if (name === undefined) continue;
      for (const table of tableIndexes)
        offsets.set(`${progress?.tableIds[table]}.${period}.${name}`, nextOffsets);
    }
  return offsets;
}
