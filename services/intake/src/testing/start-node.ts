import { type InProcessOptions, type InProcessRegion, startRegion } from '@waylight/tests-region';

/** A region of one node, that of MK, with five organisations; its clock stands at 15 March 2026. */
export const startNode = (more: Pick<InProcessOptions, 'env' | 'log'> = {}): Promise<InProcessRegion> =>
  startRegion({
    ...{ run: 'in-process', registry: 'small', clock: Date.parse('2026-03-15T10:00:00Z') },
    ...more,
  });
