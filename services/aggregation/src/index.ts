export { type AggregationConfig, aggregationConfig } from './config.ts';
export { openReleasedStore, openViewStore } from './open-stores.ts';
export { countTable } from './release/count-table.ts';
export { createSigningKey } from './release/signing-key.ts';
export {
  type AggregationOverrides,
  type AggregationService,
  createAggregationService,
} from './service.ts';
