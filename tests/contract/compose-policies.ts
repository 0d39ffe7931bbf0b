import { servicesOf } from '@waylight/deployment';
import { at, isSecret, objectOf } from './untyped.ts';

/** Rules for the services of our Compose files. A finding names the service, the rule and what to write. */

export type ComposeService = Readonly<Record<string, unknown>>;
export type ComposeDocument = {
  readonly services?: Readonly<Record<string, ComposeService>>;
};

/** Facts outside of a document. */
export type ComposeFacts = {
  /** Variables of the committed `.env`. Absent for a rendering, in which they are replaced. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Images whose own health check needs no repetition, and images of commands, which need none. */
  readonly checkedImages: ReadonlySet<string>;
};

/** Ports that other machines may reach, by image. All others show health, metrics or unprotected data. */
const PUBLIC_PORTS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(servicesOf('region').map(({ name, grpc }) => [name, [String(grpc.port)]])),
  intake: ['7000', '7004'],
  kafka: ['9092', '9093'],
  proxy: ['80', '443'],
};

const SECRET_ARGUMENT = /^(>.+|--requirepass|--masterauth|--password)/;

type Rule = (service: ComposeService, facts: ComposeFacts) => string | undefined;

/** Rules for each service that a document defines. A service without an image only changes one of another file. */
const REQUIREMENTS: Readonly<Record<string, Rule>> = {
  'read-only': ({ read_only }) => (read_only === true ? undefined : 'set read_only: true'),
  capabilities: ({ cap_drop }) => (textsOf(cap_drop).includes('ALL') ? undefined : 'set cap_drop: [ALL]'),
  privileges: ({ security_opt }) =>
    textsOf(security_opt).some((option) => /^no-new-privileges([:=]true)?$/.test(option))
      ? undefined
      : 'set security_opt: [no-new-privileges:true]',
  user: ({ user }, facts) =>
    /^[1-9]\d*(:[1-9]\d*)?$/.test(resolved(String(user ?? ''), facts))
      ? undefined
      : 'set user to numbers other than 0, such as "10001:10001"',
  memory: (service) =>
    service.mem_limit !== undefined || at(service, 'deploy', 'resources', 'limits', 'memory') !== undefined
      ? undefined
      : 'set mem_limit',
  logs: (service) =>
    ['max-size', 'max-file'].every((name) => at(service, 'logging', 'options', name) !== undefined)
      ? undefined
      : 'set logging.options max-size and max-file',
  health: (service, { checkedImages }) => {
    const test = at(service, 'healthcheck', 'test');
    if (at(service, 'healthcheck', 'disable') === true || textsOf(test)[0] === 'NONE')
      return 'do not turn the health check off';
    return test !== undefined || checkedImages.has(imageName(service))
      ? undefined
      : 'set healthcheck, because the image has none';
  },
  image: ({ image }, { variables }) => {
    if (variables === undefined) return undefined;
    const name = /^[^\s:$]+:\$\{([A-Z0-9_]+)(?::\?[^}]*)?\}$/.exec(String(image))?.[1];
    if (name === undefined) return 'write the tag as one variable in braces, without a default';
    return /^v?\d+(\.\d+)+/.test(variables[name] ?? '') ? undefined : `set ${name} to a version in .env`;
  },
  networks: ({ networks, network_mode }) => {
    if (network_mode !== undefined)
      return network_mode === 'none' ? undefined : 'use networks in place of network_mode';
    const names = Array.isArray(networks) ? textsOf(networks) : Object.keys(objectOf(networks));
    return names.length > 0 && !names.includes('default')
      ? undefined
      : 'name the networks: the default network joins all services';
  },
};

/** Rules for everything that a document says of a service, in a patch too. */
const PROHIBITIONS: Readonly<Record<string, Rule>> = {
  privileged: ({ privileged, cap_add, pid, ipc }) =>
    privileged === true || textsOf(cap_add).length > 0 || pid === 'host' || ipc === 'host'
      ? 'remove privileged, cap_add, and pid and ipc of the host'
      : undefined,
  'docker-socket': ({ volumes }) =>
    /docker\.sock|"\/(var\/)?run\/?[":]/.test(JSON.stringify(volumes ?? []))
      ? 'do not mount the socket of Docker: it is root on the machine'
      : undefined,
  ports: (service, facts) => {
    const wrong = portsOf(service, facts).filter(
      ({ address, target }) =>
        address === undefined ||
        (address !== '127.0.0.1' && !PUBLIC_PORTS[imageName(service)]?.includes(target)),
    );
    return wrong.length === 0
      ? undefined
      : `publish ${wrong.map(({ target }) => target).join(', ')} on 127.0.0.1, with the address written out`;
  },
  secrets: ({ environment, command }) => {
    const named = variablesOf(environment).filter(([name, value]) => isSecret(name, value));
    const argument = textsOf(command).find((text) => SECRET_ARGUMENT.test(text));
    if (named.length > 0) return `give ${named.map(([name]) => name).join(', ')} as a file`;
    return argument === undefined ? undefined : 'give passwords as files, not as arguments';
  },
};

export const COMPOSE_RULES = [...Object.keys(REQUIREMENTS), ...Object.keys(PROHIBITIONS)];

/** Returns all violations as `service: rule: what to write`. */
export function checkComposePolicies(document: ComposeDocument, facts: ComposeFacts): string[] {
  return Object.entries(document.services ?? {}).flatMap(([name, service]) => {
    const rules = { ...(service.image === undefined ? {} : REQUIREMENTS), ...PROHIBITIONS };
    return Object.entries(rules).flatMap(([rule, check]) => {
      const advice = check(service, facts);
      return advice === undefined ? [] : [`${name}: ${rule}: ${advice}`];
    });
  });
}

type Port = { readonly address: string | undefined; readonly target: string };

/** Published ports in the short form `ADDRESS:PUBLISHED:TARGET` or the long form. */
function portsOf({ ports }: ComposeService, facts: ComposeFacts): Port[] {
  return (Array.isArray(ports) ? ports : []).map((port: unknown) => {
    if (typeof port === 'object' && port !== null) {
      const { host_ip: address, target }: { host_ip?: string; target?: number } = port;
      return { address, target: String(target) };
    }
    const parts = splitOutsideBraces(String(port).replace(/\/(tcp|udp)$/, ''));
    const target = resolved(parts.at(-1) ?? '', facts);
    return { address: parts.length === 3 ? parts[0] : undefined, target };
  });
}

/** A text that is one variable, as its value in `.env`. */
const resolved = (text: string, { variables }: ComposeFacts): string =>
  text.replace(/^\$\{([A-Z0-9_]+)(?::\?[^}]*)?\}$/, (_, name: string) => variables?.[name] ?? '');

/** Splits at colons, but not in a variable with a default, such as `${ADDRESS:-0.0.0.0}`. */
const splitOutsideBraces = (text: string): string[] => text.match(/(?:\$\{[^}]*\}|[^:])+/g) ?? [];

/** `waylight/intake:0.3.0` → `intake`. */
const imageName = ({ image }: ComposeService): string =>
  /([^/:]+)(?::[^/]*)?$/.exec(String(image ?? '').replace(/\$\{[^}]*\}/g, ''))?.[1] ?? '';

function variablesOf(environment: unknown): [string, string][] {
  if (Array.isArray(environment))
    return textsOf(environment).map((text) => {
      const [name = '', ...value] = text.split('=');
      return [name, value.join('=')];
    });
  return Object.entries(objectOf(environment)).map(([name, value]) => [name, String(value ?? '')]);
}

const textsOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.map(String) : typeof value === 'string' ? value.split(/\s+/) : [];
