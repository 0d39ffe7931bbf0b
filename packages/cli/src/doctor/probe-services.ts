import { attention, type Finding, ok } from '../installation/finding.ts';
import type { Variables } from '../installation/installation.ts';
import { SERVICE_VARIABLES } from '../installation/service-variables.ts';

const ANSWER_MS = 5_000;
const SILENT_MS = 3 * 3_600_000;

/** Ports of health and metrics on this machine: by the service's own variable, Compose's, and default. */
const PORTS: Readonly<Record<string, readonly [variable: string, settings: string, byDefault?: string]>> = {
  intake: ['WAYLIGHT_INTAKE_OPS_PORT', 'WAYLIGHT_HEALTH_PORT'],
  aggregation: ['WAYLIGHT_AGGREGATION_OPS_PORT', 'WAYLIGHT_AGGREGATION_HEALTH_PORT', '9120'],
  insights: ['WAYLIGHT_INSIGHTS_OPS_PORT', 'WAYLIGHT_INSIGHTS_HEALTH_PORT', '9110'],
};

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
  for (const { service, presenceVariable } of SERVICE_VARIABLES) {
    const [variable = '', compose = '', byDefault] = PORTS[service] ?? [];
    const port = env[variable] ?? settings[compose] ?? byDefault;
    if (env[presenceVariable] === undefined || port === undefined) continue;
    const where = `${service}, port ${port}`;
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
    const answer = await fetch(`http://127.0.0.1:${port}/metrics`, {
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
          'read which check fails: /health/ready at this port (runbook: Service down)',
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
