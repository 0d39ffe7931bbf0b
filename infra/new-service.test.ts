import { readFileSync } from 'node:fs';
import { SERVERS } from '@waylight/access';
import { regionPrincipals } from '@waylight/contracts';
import {
  logNameOf,
  regionLayout,
  regionVariables,
  SERVICES,
  type Service,
  servicesOf,
} from '@waylight/deployment';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { chartData } from './helm/chart-data.ts';
import { chartValues, defaultsOf } from './helm/values.ts';
import { composeServices, portTable, replaceGenerated, scrapeTargets } from './region-services.ts';

const EXAMPLE: Service = {
  machine: 'region',
  memory: 300,
  storage: '3Gi',
  grpc: { port: 7050, setting: 'WAYLIGHT_EXAMPLE_PORT', callers: 'organisations' },
  health: { port: 9150, setting: 'WAYLIGHT_EXAMPLE_HEALTH_PORT' },
  data: { AUDIT_FILE: 'audit.sqlite' },
};

const services = { ...SERVICES, example: EXAMPLE };

describe('a row of the table of services', () => {
  it('becomes a container with files of its own alone, and no store that it does not use', () => {
    const { example, insights } = parse(composeServices(services).replaceAll('    <<: *service\n', ''));
    expect(example).toEqual({
      image: `waylight/example:\${WAYLIGHT_VERSION}`,
      hostname: 'example',
      mem_limit: '300m',
      env_file: 'example.env',
      depends_on: { kafka: { condition: 'service_healthy' } },
      ports: [
        `\${WAYLIGHT_ADDRESS:-0.0.0.0}:\${WAYLIGHT_EXAMPLE_PORT:-7050}:7050`,
        `127.0.0.1:\${WAYLIGHT_EXAMPLE_HEALTH_PORT:-9150}:9100`,
      ],
      volumes: ['config', 'keys/example', 'data/example'].map((folder) => ({
        type: 'bind',
        source: `\${WAYLIGHT_DIR}/${folder}`,
        target: `\${WAYLIGHT_DIR}/${folder}`,
        ...(folder.startsWith('data/') ? {} : { read_only: true }),
      })),
      networks: ['log', 'metrics', 'outside'],
    });
    expect(insights.networks).toEqual(['log', 'store', 'web', 'metrics', 'outside']);
  });

  it('becomes a target of Prometheus', () => {
    const [line] = parse(scrapeTargets(services)).static_configs;
    expect(line.targets).toEqual([...servicesOf('region').map(({ name }) => `${name}:9100`), 'example:9100']);
  });

  it('becomes values and data of the chart', () => {
    expect(defaultsOf(chartValues({}, services))).toHaveProperty('example.storage.size', '3Gi');
    expect(chartData(services).services.example).toMatchObject({
      port: 7050,
      callers: 'organisations',
      hasRedis: false,
      principal: 'waylight-example',
    });
  });

  it('becomes variables', () => {
    const example = servicesOf('region', services).find(({ name }) => name === 'example');
    if (example === undefined) throw new Error('the example is missing');
    const variables = regionVariables(example, regionLayout('/r'), 'https://r');
    expect(variables).toMatchObject({
      WAYLIGHT_EXAMPLE_AUDIT_FILE: '/r/data/example/audit.sqlite',
      WAYLIGHT_EXAMPLE_HOST: '0.0.0.0',
      WAYLIGHT_EXAMPLE_OPS_PORT: '9100',
    });
    expect(Object.keys(variables).filter((name) => name.includes('REDIS'))).toEqual([]);
  });

  it('becomes rows of the table of ports', () => {
    expect(portTable(services)).toContain('| 7050 | example: gRPC | systems of organisations |');
    expect(portTable(services)).toContain(
      '| 9150 | example: health and metrics | Prometheus on this machine |',
    );
  });

  it('does not replace a file whose comments are missing', () => {
    expect(() => replaceGenerated('services:\n', 'x')).toThrow('comments around the generated lines');
  });
});

describe.each(servicesOf('region'))('the service $name of the region', ({ name, redis }) => {
  it('has rights on the log, a server in the access table, and rights in Redis if it uses Redis', () => {
    expect(Object.keys(regionPrincipals())).toContain(name);
    expect(SERVERS).toContain(name);
    const users = readFileSync(new URL('redis/users.acl', import.meta.url), 'utf8');
    expect(users.includes(`user ${logNameOf(name)} `)).toBe(redis !== undefined);
  });
});
