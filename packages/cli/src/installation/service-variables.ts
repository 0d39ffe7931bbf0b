import { type NamedService, ownVariable, servicesOf } from '@waylight/deployment';

/** The variables of a service that the doctor reads. A test compares them with docs/configuration.md. */
export type ServiceVariables = {
  readonly service: string;
  /** A variable by which doctor detects the service: every configuration sets it. */
  readonly presenceVariable: string;
  /** Variables of data folders, or of database files, whose folders are checked. */
  readonly data: readonly string[];
  /** The key with which the service encrypts the files in its first folder. */
  readonly encryptedWith?: string;
  readonly secrets: readonly string[];
  readonly certificates: readonly string[];
};

export const REGISTRY_VARIABLE = 'WAYLIGHT_REGISTRY_FILE';
export const LOCAL_NETWORK_VARIABLE = 'WAYLIGHT_LOCAL_NETWORK';

export function doctorVariables(service: NamedService): ServiceVariables {
  const {
    name,
    data,
    trialData = [],
    keys = {},
    optionalKeys = {},
    redis = [],
    http,
    encryptedWith,
  } = service;
  const own = (suffix: string) => ownVariable(name, suffix);
  const [presence = ''] = Object.keys(data);
  const secrets = [keys, ...Object.values(optionalKeys)].flatMap((files) => Object.keys(files));
  const browsers = http?.hasOwnCertificate === true ? ['HTTP'] : [];
  return {
    service: name,
    presenceVariable: own(presence),
    data: [...Object.keys(data).map(own), ...trialData, 'WAYLIGHT_EVENT_LOG_FILE'],
    ...(encryptedWith !== undefined && { encryptedWith: own(encryptedWith) }),
    secrets: [
      ...[...secrets, ...redis.map((server) => `${server}_PASSWORD_FILE`)],
      ...['TLS', 'KAFKA', ...browsers].map((use) => `${use}_KEY_FILE`),
    ].map(own),
    certificates: [
      ...['TLS', 'KAFKA'].flatMap((use) => [`${use}_CA_FILE`, `${use}_CERTIFICATE_FILE`]),
      ...redis.slice(0, 1).map((server) => `${server}_CA_FILE`),
      ...browsers.map((use) => `${use}_CERTIFICATE_FILE`),
    ].map(own),
  };
}

export const SERVICE_VARIABLES: readonly ServiceVariables[] = servicesOf().map(doctorVariables);
