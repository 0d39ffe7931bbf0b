export { type AggregationConfig, aggregationConfig } from './config.ts';
export {
  type AggregationOverrides,
  type AggregationService,
  createAggregationService,
} from './service.ts';
