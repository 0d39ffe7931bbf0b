import { createServiceAudit, type ServiceAudit } from '@waylight/audit-trail';
import type { Registry } from '@waylight/registry';
import type { Logger } from '@waylight/service-kit';
import type { AggregationConfig } from './config.ts';

export function createAggregationAudit(
  config: AggregationConfig,
  registry: Registry,
  nowMs: () => number,
  log: Logger,
): ServiceAudit {
  return createServiceAudit({
    file: config.auditFile,
    variable: 'WAYLIGHT_AGGREGATION_AUDIT_FILE',
    service: 'aggregation',
    nowMs,
    start: {
      // Their passwords could be guessed by a digest.
      config: { ...config, viewStoreUrl: undefined, releasedUrl: undefined },
      registryVersion: registry.version,
    },
    failed: (error) => log.error('the audit could not be written', { error }),
  });
}
