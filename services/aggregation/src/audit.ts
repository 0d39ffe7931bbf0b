import { createServiceAudit, registryDecided, type ServiceAudit } from '@waylight/audit-trail';
import { type LiveRegistry, registryDigest } from '@waylight/registry-file';
import type { Logger } from '@waylight/service-kit';
import type { AggregationConfig } from './config.ts';

export function createAggregationAudit(
  config: AggregationConfig,
  registry: LiveRegistry,
  nowMs: () => number,
  log: Logger,
): ServiceAudit {
  const inForce = registry.current();
  const audit = createServiceAudit({
    file: config.auditFile,
    variable: 'WAYLIGHT_AGGREGATION_AUDIT_FILE',
    name: config.auditName,
    nowMs,
    start: {
      // Their passwords could be guessed by a digest.
      config: { ...config, viewStoreUrl: undefined, releasedUrl: undefined },
      registry: { version: inForce.version, digest: registryDigest(inForce) },
    },
    failed: (error) => log.error('the audit could not be written', { error }),
  });
  registry.onDecision((decision) => audit.tell(registryDecided(decision)));
  return audit;
}
