import { HEALTH, type NamedService, ownVariable, servicesOf } from '@waylight/deployment';
import { attention, type Finding, ok } from '../installation/finding.ts';
import type { Variables } from '../installation/installation.ts';
import { doctorVariables } from '../installation/service-variables.ts';

const ANSWER_MS = 5_000;
const SILENT_MS = 3 * 3_600_000;

/** Port of health and metrics on this machine: by the service's own variable, Compose's setting, or default. */
export const healthPortOf = (
  { name, health }: NamedService,
  env: Variables,
  settings: Variables,
): string | undefined =>
  env[ownVariable(name, 'OPS_PORT')] ??
  settings[health.setting] ??
  (health.isOff === true ? undefined : String(health.port));

/**
 * Reads the metrics of the configured services on this machine: do they answer, are they ready, have they the version of this
 * command, and which nodes are silent. `settings` are those of Compose.
 */
export async function probeServices(
  env: Variables,
  settings: Variables,
  version: string,
  nowMs: number,
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const service of servicesOf()) {
    const port = healthPortOf(service, env, settings);
    if (env[doctorVariables(service).presenceVariable] === undefined || port === undefined) continue;
    const where = `${service.name}, port ${port}`;
    const metrics = await readMetrics(port);
    if (metrics === undefined)
      found.push(
        attention(
          'service',
          where,
          'does not answer',
          'start it (waylight up), and read its log; if doctor runs in a container, run it on the host (runbook: Service down)',
        ),
      );
    else found.push(...checkMetrics(where, metrics, version), ...checkNodes(metrics, nowMs));
  }
  return found;
}

async function readMetrics(port: string): Promise<string | undefined> {
  try {
    const answer = await fetch(`http://127.0.0.1:${port}${HEALTH.metrics}`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return answer.ok ? await answer.text() : undefined;
  } catch {
    return undefined;
  }
}

/** Checks readiness and version of a service by its metrics. */
export function checkMetrics(where: string, metrics: string, version: string): Finding[] {
  const isReady = /^waylight_ready(\{.*\})? 1$/m.test(metrics);
  const running = /^waylight_build_info\{[^}]*version="([^"]*)"/m.exec(metrics)?.[1];
  const todo =
    'finish the upgrade on every machine, or go back everywhere: docs/operations/upgrade.md (runbook: Different versions)';
  return [
    isReady
      ? ok('service', where, 'is ready')
      : attention(
          'service',
          where,
          'is not ready',
          `read which check fails: ${HEALTH.ready} at this port (runbook: Service down)`,
        ),
    running === version
      ? ok('version', where, version)
      : attention('version', where, `has version ${running ?? 'unknown'}, this command ${version}`, todo),
  ];
}

/** Checks the heartbeats of nodes, which aggregation exposes. */
export function checkNodes(metrics: string, nowMs: number): Finding[] {
  const found = metrics.matchAll(
    /^waylight_node_heartbeat_timestamp_seconds\{[^}]*node="(\w+)"[^}]*\} (\S+)$/gm,
  );
  return [...found].map(([, node = '', seconds]) => {
    const ageMs = nowMs - Number(seconds) * 1_000;
    return ageMs <= SILENT_MS
      ? ok('nodes', node, 'sends heartbeats')
      : attention(
          'nodes',
          node,
          `has sent no heartbeat for ${Math.floor(ageMs / 3_600_000)} hours`,
          'telephone its operator: the node, or its connection to Kafka, is down; no report is lost (runbook: Node away)',
        );
  });
}
