import {
  HEALTH,
  type NamedService,
  numbersOf,
  ownVariable,
  type Port,
  type Services,
  servicesOf,
} from '@waylight/deployment';

/** The services of the region's machine in `compose/region.yaml`. */
export const composeServices = (services?: Services): string =>
  servicesOf('region', services).map(composeService).join('\n');

/** What the region's Prometheus scrapes, in `observability/prometheus-region.yaml`. */
export const scrapeTargets = (services?: Services): string => {
  const targets = servicesOf('region', services).map(({ name }) => `"${name}:${HEALTH.port}"`);
  return `    static_configs: [{ targets: [${targets.join(', ')}] }]\n`;
};

/** The table of ports in `docs/operations/start.md`. */
export const portTable = (services?: Services): string => {
  const rows = servicesOf(undefined, services).flatMap((service) => portRows(service));
  return ['| Port | Serves | For |', '|---|---|---|', ...rows].map((row) => `${row}\n`).join('');
};

/** The file with its lines between the two comments replaced. */
export function replaceGenerated(file: string, lines: string): string {
  const found = /(.*Generated from the table of services.*\n)[\s\S]*?(.*End of the generated lines)/.exec(
    file,
  );
  if (found === null) throw new Error('The comments around the generated lines are missing.');
  const [all, begin, end] = found;
  return file.replace(all, () => `${begin}${lines}\n${end}`);
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

function portRows({ name, machine, grpc, http, health }: NamedService): string[] {
  const who = machine === 'node' ? 'a node' : name;
  const row = (port: string, serves: string, callers: string) =>
    `| ${port} | ${who}: ${serves} | ${callers} |`;
  const off = (port: Port) => `none, in the trial ${numbersText(port)}`;
  return [
    row(
      numbersText(grpc.port),
      'gRPC',
      grpc.callers === 'operators' ? 'operators only' : 'systems of organisations',
    ),
    ...(http === undefined
      ? []
      : [
          http.isBehindProxy === true
            ? row(numbersText(http.port), http.serves, http.callers)
            : row(off(http.port), `${http.serves}, \`${ownVariable(name, http.variable)}\``, http.callers),
        ]),
    health.isOff === true
      ? row(
          off(health.port),
          `health and metrics, \`${ownVariable(name, 'OPS_PORT')}\``,
          'Prometheus on this machine',
        )
      : row(numbersText(health.port), 'health and metrics', 'Prometheus on this machine'),
  ];
}

const numbersText = (port: Port): string =>
  typeof port === 'number'
    ? `${port}`
    : `${numbersOf(port)[0]}–${numbersOf(port).at(-1)} (${Object.keys(port).join(', ')})`;
