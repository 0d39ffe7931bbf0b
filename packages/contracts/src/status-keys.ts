import type { NodeCountry } from './topics.ts';

/** Key of the last NodeHeartbeat of a node in the status of the released store. */
export const freshnessKey = (node: NodeCountry): string => `freshness.${node}`;
