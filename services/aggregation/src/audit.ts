import type { LiveRegistry } from '@waylight/access';
import { createServiceAudit, type ServiceAudit } from '@waylight/audit';
import type { Logger } from '@waylight/service-kit';
import type { AggregationConfig } from './config.ts';

export function createAggregationAudit(
  config: AggregationConfig,
  registry: LiveRegistry,
  nowMs: () => number,
  log: Logger,
): ServiceAudit {
  return createServiceAudit({
    ...{ file: config.auditFile, variable: 'WAYLIGHT_AGGREGATION_AUDIT_FILE', name: config.auditName },
    ...{ registry, nowMs, log },
    config,
  });
}
