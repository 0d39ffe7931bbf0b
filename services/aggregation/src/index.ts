export { type AggregationConfig, aggregationConfig, configSchema } from './config.ts';
export {
  type AggregationOverrides,
  type AggregationService,
  createAggregationService,
} from './service.ts';
