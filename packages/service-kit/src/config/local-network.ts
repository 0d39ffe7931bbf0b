import { flag } from './fields.ts';

const LOCAL_NETWORK = 'WAYLIGHT_LOCAL_NETWORK';

/** If false, a service connects to event log and view store only over TLS, with a credential of its own. */
export function localNetworkField() {
  return flag()
    .default(false)
    .describe(
      'Nobody else can reach the network of Kafka and Redis: connections need no TLS, certificate or user. Never for a region that ' +
        'spans machines of several organisations',
    )
    .meta({ env: LOCAL_NETWORK });
}

/** Extends the text after "expected …" for values that may be omitted only on such a network. */
export const withLocalNetworkHint = (wants: string): string =>
  `${wants}; or ${LOCAL_NETWORK}=true, if nobody else can reach that network`;
