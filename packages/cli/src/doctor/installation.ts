import { dirname, join } from 'node:path';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { LOCAL_NETWORK_VARIABLE, REGISTRY_VARIABLE, SERVICE_VARIABLES } from './service-variables.ts';

/** What runs on this machine, as far as the doctor looks at it. All paths are absolute. */
export type Installation = {
  readonly isTrial: boolean;
  readonly folders: readonly { readonly path: string; readonly isSealed: boolean }[];
  /** A key, and the folder that it opens. */
  readonly keyFolders: readonly { readonly key: string; readonly folder: string }[];
  readonly secrets: readonly string[];
  readonly certificates: readonly string[];
  readonly registry: string | undefined;
  /** Whether Kafka and Redis are spoken to as nobody, because nobody else reaches them. */
  readonly isLocalNetwork: boolean;
};

export type Variables = Readonly<Record<string, string | undefined>>;

const unique = (paths: readonly string[]): readonly string[] => [...new Set(paths)];

/** Of the services whose variables are set; undefined where no service's are. */
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
    folders: folders.filter(({ path }, at) => folders.findIndex((one) => one.path === path) === at),
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

/** A trial's folder, which has everything in it. */
export function trialInstallation(folder: string): Installation {
  const service = (name: string) => join(folder, 'certs', 'services', name);
  const names = [...NODE_COUNTRIES.map((country) => `intake-${country}`), 'insights', 'aggregation'];
  return {
    isTrial: true,
    folders: [{ path: folder, isSealed: false }],
    keyFolders: [],
    secrets: [
      ...NODE_COUNTRIES.map((country) => join(folder, 'keys', `node-${country}.json`)),
      ...['release-secret', 'signing-key.pem'].map((name) => join(folder, 'keys', name)),
      ...['provider.json', 'provider-client-secret', 'session-secret'].map((name) =>
        join(folder, 'keys', name),
      ),
      ...['ca.key', 'password'].map((name) => join(folder, 'certs', name)),
      ...names.map((name) => `${service(name)}.key`),
    ],
    certificates: [join(folder, 'certs', 'ca.crt'), ...names.map((name) => `${service(name)}.crt`)],
    registry: join(folder, 'registry.json'),
    isLocalNetwork: false,
  };
}
