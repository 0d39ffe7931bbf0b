export { type AggregationConfig, aggregationConfig } from './config.ts';
export type { AggregationTuning } from './context.ts';
export { openReleasedStore, openViewStore } from './open-stores.ts';
export { decideDuePeriods } from './release/close-due-periods.ts';
export { countTable } from './release/count-table.ts';
export { createSigningKey } from './release/signing-key.ts';
export { type AggregationService, createAggregationService } from './service.ts';
