import { ConfigError } from './config-error.ts';
import { flag } from './fields.ts';

const LOCAL_NETWORK = 'WAYLIGHT_LOCAL_NETWORK';

/** Without it a service speaks to log and store over TLS alone, and as somebody. */
export function localNetworkField() {
  return flag()
    .default(false)
    .describe(
      'Says that nobody else reaches the network on which Kafka and Redis lie: then they may be spoken to without TLS, certificate or ' +
        'user. Never for a region that spans machines of several organisations',
    )
    .meta({ env: LOCAL_NETWORK });
}

/** The end of "it wants …" for what can only be left out on such a network. */
export const withLocalNetworkHint = (wants: string): string =>
  `${wants}; or ${LOCAL_NETWORK}=true, where nobody else reaches that network`;

/**
 * An address of a store at which the service is known by a user of its own, over TLS.
 * @throws ConfigError where it is not, unless the network is local. The address is a secret and not shown.
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
