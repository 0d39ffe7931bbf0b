import type { NodeCountry } from './topics.ts';

/** Under which key of the released store's status the last heartbeat of a node lies (a NodeHeartbeat). */
export const freshnessKey = (node: NodeCountry): string => `freshness.${node}`;
