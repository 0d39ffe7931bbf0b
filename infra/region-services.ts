import { HEALTH, type NamedService, type Services, servicesOf } from '@waylight/deployment';

/** The services of the region's machine in `compose/region.yaml`. */
export const composeServices = (services?: Services): string =>
  servicesOf('region', services).map(composeService).join('\n');

/** What the region's Prometheus scrapes, in `observability/prometheus-region.yaml`. */
export const scrapeTargets = (services?: Services): string => {
  const targets = servicesOf('region', services).map(({ name }) => `"${name}:${HEALTH.port}"`);
  return `    static_configs: [{ targets: [${targets.join(', ')}] }]\n`;
};

/** The file with its lines between the two comments replaced. */
export function replaceGenerated(file: string, lines: string): string {
  const found =
    /( *# Generated from the table of services.*\n)[\s\S]*?(\n? *# End of the generated lines)/.exec(file);
  if (found === null) throw new Error('The comments around the generated lines are missing.');
  const [all, begin, end] = found;
  return file.replace(all, () => `${begin}${lines}${end}`);
}

function composeService({ name, memory, grpc, http, health, redis }: NamedService): string {
  const mount = (folder: string) => `      - type: bind
        source: "\${WAYLIGHT_DIR}/${folder}"
        target: "\${WAYLIGHT_DIR}/${folder}"
`;
  const readOnly = '        read_only: true\n';
  const host = {
    operators: `\${WAYLIGHT_OPERATORS_ADDRESS:-127.0.0.1}`,
    organisations: `\${WAYLIGHT_ADDRESS:-0.0.0.0}`,
  }[grpc.callers];
  const networks = ['log', ...(redis ? ['store'] : []), ...(http?.isBehindProxy ? ['web'] : [])];
  return `  ${name}:
    <<: *service
    image: waylight/${name}:\${WAYLIGHT_VERSION}
    # Prometheus calls it by this name.
    hostname: ${name}
    mem_limit: ${memory}m
    env_file: ${name}.env
    depends_on:
      kafka: { condition: service_healthy }
${redis ? '      redis: { condition: service_healthy }\n' : ''}    ports:
      # For ${grpc.callers}, over mutual TLS.
      - "${host}:\${${grpc.setting}:-${grpc.port}}:${grpc.port}"
      - "127.0.0.1:\${${health.setting}:-${health.port}}:${HEALTH.port}"
    volumes:
${mount('config')}${readOnly}${mount(`keys/${name}`)}${readOnly}${mount(`data/${name}`)}    networks: [${[...networks, 'metrics', 'outside'].join(', ')}]
`;
}
