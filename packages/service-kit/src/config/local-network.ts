import { ConfigError } from './config-error.ts';
import { flag } from './fields.ts';

const LOCAL_NETWORK = 'WAYLIGHT_LOCAL_NETWORK';

/** If false, a service connects to log and store over TLS alone, with a credential of its own. */
export function localNetworkField() {
  return flag()
    .default(false)
    .describe(
      'Nobody else can reach the network of Kafka and Redis: connections need no TLS, certificate or user. Never for a region that ' +
        'spans machines of several organisations',
    )
    .meta({ env: LOCAL_NETWORK });
}

/** Ends "expected …" for values that only such a network may omit. */
export const withLocalNetworkHint = (wants: string): string =>
  `${wants}; or ${LOCAL_NETWORK}=true, if nobody else can reach that network`;

/**
 * Requires that an address uses TLS and a user of the service's own, unless the network is local.
 * @throws ConfigError without the address, which is a secret.
 */
export function requireOwnUser(variable: string, address: string, localNetwork: boolean): string {
  const { protocol, username, password } = new URL(address);
  const isOwn = username !== '' && username !== 'default' && password !== '';
  if (localNetwork || (protocol === 'rediss:' && isOwn)) return address;
  const wants = withLocalNetworkHint(
    "rediss:// with the name and password of the service's own user, not of the user default",
  );
  throw new ConfigError([{ variable, got: null, missing: false, wants }]);
}
