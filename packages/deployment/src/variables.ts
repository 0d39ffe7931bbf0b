import { type NodeCountry, SERVICE_PORTS } from '@waylight/contracts';
import type { NodeLayout, RegionLayout } from './layout.ts';

export type Variables = Readonly<Record<string, string>>;

/** The variables of a node. Health and metrics are left to Compose and systemd, which bind them to this machine. */
export function nodeVariables(
  layout: NodeLayout,
  node: { readonly country: NodeCountry; readonly port: number; readonly brokers: readonly string[] },
): Variables {
  return {
    WAYLIGHT_INTAKE_COUNTRY: node.country,
    WAYLIGHT_INTAKE_HOST: '0.0.0.0',
    WAYLIGHT_INTAKE_PORT: String(node.port),
    WAYLIGHT_INTAKE_DATA_DIR: layout.data,
    WAYLIGHT_INTAKE_KEYS_FILE: layout.nodeKeys,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_INTAKE_TLS_CA_FILE: layout.ca,
    WAYLIGHT_INTAKE_TLS_CERTIFICATE_FILE: layout.tlsCertificate,
    WAYLIGHT_INTAKE_TLS_KEY_FILE: layout.tlsKey,
    ...kafkaVariables('INTAKE', layout, layout),
    WAYLIGHT_KAFKA_BROKERS: node.brokers.join(','),
  };
}

/** Host names of the parts in the region's own networks. */
export const REGION_HOSTS = { kafka: 'kafka', redis: 'redis', insights: 'insights' } as const;

/** Ports that the region's machine publishes. */
export const REGION_PORTS = {
  kafka: 9093,
  insights: SERVICE_PORTS.insights,
  operations: SERVICE_PORTS.operations,
  https: 443,
  prometheus: 9090,
} as const;

/** Kafka's port in the region's own network. */
export const INNER_KAFKA_PORT = 9092;
const REDIS_PORT = 6379;

export function aggregationVariables(layout: RegionLayout): Variables {
  const own = layout.aggregation;
  return {
    WAYLIGHT_AGGREGATION_AUDIT_FILE: `${layout.dataOf('aggregation')}/audit.sqlite`,
    WAYLIGHT_AGGREGATION_RELEASE_SECRET_FILE: own.releaseSecret,
    WAYLIGHT_AGGREGATION_SIGNING_KEY_FILE: own.signingKey,
    WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_AGGREGATION_TLS_CA_FILE: layout.ca,
    WAYLIGHT_AGGREGATION_TLS_CERTIFICATE_FILE: own.tlsCertificate,
    WAYLIGHT_AGGREGATION_TLS_KEY_FILE: own.tlsKey,
    ...redisVariables('AGGREGATION', 'aggregation', layout, own.redisPassword),
    ...kafkaVariables('AGGREGATION', layout, own),
    WAYLIGHT_KAFKA_BROKERS: `${REGION_HOSTS.kafka}:${INNER_KAFKA_PORT}`,
    WAYLIGHT_BACKUP_PASSWORD_FILE: layout.backupPassword,
  };
}

export function insightsVariables(layout: RegionLayout, publicUrl: string): Variables {
  const own = layout.insights;
  const data = layout.dataOf('insights');
  return {
    WAYLIGHT_INSIGHTS_PUBLIC_URL: publicUrl,
    // Only the proxy reaches insights over HTTP; its address is one of the network's.
    WAYLIGHT_INSIGHTS_TRUSTED_PROXIES: '10.0.0.0/8,172.16.0.0/12,192.168.0.0/16',
    WAYLIGHT_INSIGHTS_DATABASE_FILE: `${data}/insights.sqlite`,
    WAYLIGHT_INSIGHTS_AUDIT_FILE: `${data}/audit.sqlite`,
    WAYLIGHT_RELEASE_PLAN_FILE: layout.plan,
    WAYLIGHT_INSIGHTS_RELEASE_KEYS_FILE: layout.releaseKeys,
    WAYLIGHT_REGISTRY_FILE: layout.registry,
    WAYLIGHT_INSIGHTS_TLS_CA_FILE: layout.ca,
    WAYLIGHT_INSIGHTS_TLS_CERTIFICATE_FILE: own.tlsCertificate,
    WAYLIGHT_INSIGHTS_TLS_KEY_FILE: own.tlsKey,
    ...redisVariables('INSIGHTS', 'insights', layout, own.redisPassword),
    ...kafkaVariables('INSIGHTS', layout, own),
    WAYLIGHT_KAFKA_BROKERS: `${REGION_HOSTS.kafka}:${INNER_KAFKA_PORT}`,
    WAYLIGHT_BACKUP_PASSWORD_FILE: layout.backupPassword,
  };
}

function kafkaVariables(
  service: 'INTAKE' | 'AGGREGATION' | 'INSIGHTS',
  { kafkaCa }: { readonly kafkaCa: string },
  { kafkaCertificate, kafkaKey }: { readonly kafkaCertificate: string; readonly kafkaKey: string },
): Variables {
  return {
    WAYLIGHT_EVENT_LOG: 'kafka',
    [`WAYLIGHT_${service}_KAFKA_CA_FILE`]: kafkaCa,
    [`WAYLIGHT_${service}_KAFKA_CERTIFICATE_FILE`]: kafkaCertificate,
    [`WAYLIGHT_${service}_KAFKA_KEY_FILE`]: kafkaKey,
  };
}

function redisVariables(
  service: 'AGGREGATION' | 'INSIGHTS',
  user: string,
  { ca }: RegionLayout,
  passwordFile: string,
): Variables {
  return {
    [`WAYLIGHT_${service}_REDIS_URL`]: `rediss://waylight-${user}@${REGION_HOSTS.redis}:${REDIS_PORT}`,
    [`WAYLIGHT_${service}_REDIS_PASSWORD_FILE`]: passwordFile,
    [`WAYLIGHT_${service}_REDIS_CA_FILE`]: ca,
  };
}

/** A file of variables, as systemd and Compose read it. The values have no quotes, spaces or `$`. */
export function formatVariables(variables: Variables, comment: string): string {
  const lines = Object.entries(variables).map(([name, value]) => {
    if (!/^[\w./:@,+[\]-]*$/.test(value))
      throw new Error(`${name} has a value that a file of variables cannot hold`);
    return `${name}=${value}`;
  });
  return `# ${comment}\n${lines.join('\n')}\n`;
}
