import { dirname, join } from 'node:path';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { servicesOf } from '@waylight/deployment';
import { CERTIFICATE_FOLDERS } from '../connection/region-location.ts';
import { LOCAL_NETWORK_VARIABLE, REGISTRY_VARIABLE, SERVICE_VARIABLES } from './service-variables.ts';

/** The files of the services on this machine that the doctor checks. All paths are absolute. */
export type Installation = {
  readonly isTrial: boolean;
  readonly folders: readonly { readonly path: string; readonly isSealed: boolean }[];
  /** A key, and the folder that it decrypts. */
  readonly keyFolders: readonly { readonly key: string; readonly folder: string }[];
  readonly secrets: readonly string[];
  readonly certificates: readonly string[];
  readonly registry: string | undefined;
  /** True if Kafka and Redis are used without TLS and users, on a closed network. */
  readonly isLocalNetwork: boolean;
};

export type Variables = Readonly<Record<string, string | undefined>>;

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)];

/** The installation of all services whose variables are set; undefined without any. */
export function findConfiguredInstallation(
  env: Variables,
  absolute: (path: string) => string,
): Installation | undefined {
  const services = SERVICE_VARIABLES.filter(({ presenceVariable }) => env[presenceVariable] !== undefined);
  if (services.length === 0) return undefined;
  const paths = (variables: readonly string[]): string[] =>
    variables.flatMap((variable) => (env[variable] === undefined ? [] : absolute(env[variable])));
  const folders = services.flatMap(({ data, encryptedWith }) =>
    data.flatMap((variable) =>
      paths([variable]).map((path) => {
        const isFolder = variable.endsWith('_DIR');
        return { path: isFolder ? path : dirname(path), isSealed: isFolder && encryptedWith !== undefined };
      }),
    ),
  );
  return {
    isTrial: false,
    folders: folders.filter(({ path }, index) => folders.findIndex((one) => one.path === path) === index),
    keyFolders: services.flatMap(({ data: [variable = ''], encryptedWith }) =>
      encryptedWith === undefined
        ? []
        : paths([encryptedWith]).flatMap((key) => paths([variable]).map((folder) => ({ key, folder }))),
    ),
    secrets: unique(services.flatMap(({ secrets }) => paths(secrets))),
    certificates: unique(services.flatMap(({ certificates }) => paths(certificates))),
    registry: paths([REGISTRY_VARIABLE])[0],
    isLocalNetwork: /^(true|yes|on|1)$/i.test(env[LOCAL_NETWORK_VARIABLE] ?? ''),
  };
}

/** A trial: all its files are in one folder. */
export function trialInstallation(folder: string): Installation {
  const key = (name: string) => join(folder, 'keys', name);
  const service = (name: string) => join(folder, 'certs', CERTIFICATE_FOLDERS.service, name);
  const browser = (name: string) => join(folder, 'certs', 'browser', name);
  const nodes = NODE_COUNTRIES.map((country) => `intake-${country}`);
  const names = [...nodes, ...servicesOf('region').map((one) => one.name)];
  return {
    isTrial: true,
    folders: [{ path: folder, isSealed: false }],
    keyFolders: [],
    secrets: [
      ...NODE_COUNTRIES.map((country) => `node-${country}.json`).map(key),
      ...['release-secret', 'signing-key.pem'].map(key),
      ...['provider.json', 'provider-client-secret', 'session-secret'].map(key),
      ...['ca.key', 'password'].map((name) => join(folder, 'certs', name)),
      ...['ca', ...nodes].map((name) => `${browser(name)}.key`),
      ...names.map((name) => `${service(name)}.key`),
    ],
    certificates: [
      join(folder, 'certs', 'ca.crt'),
      ...['ca', ...nodes].map((name) => `${browser(name)}.crt`),
      ...names.map((name) => `${service(name)}.crt`),
    ],
    registry: join(folder, 'registry.json'),
    isLocalNetwork: false,
  };
}

/**
 * A file of variables as systemd and Docker read it: NAME=value on each line. Lines with `#` or `;` are comments, and
 * values may have quotes. `util.parseEnv` differs: it cuts values at `#` and ignores wrong lines. The problem of a wrong
 * line does not quote it, because a value may be a password.
 */
export function parseEnvFile(text: string): {
  readonly variables: Record<string, string>;
  readonly problem: string | undefined;
} {
  const variables: Record<string, string> = {};
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim();
    if (trimmed === '' || /^[#;]/.test(trimmed)) continue;
    const [, name, value = ''] = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)=(.*)$/.exec(trimmed) ?? [];
    if (name === undefined) return { variables, problem: `line ${index + 1} is not NAME=value` };
    variables[name] = /^(["']).*\1$/.test(value) ? value.slice(1, -1) : value;
  }
  return { variables, problem: undefined };
}
