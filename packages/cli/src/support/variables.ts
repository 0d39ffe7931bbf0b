import {
  aggregationVariables,
  insightsVariables,
  nodeLayout,
  nodeSettings,
  nodeVariables,
  regionLayout,
  regionSettings,
} from '@waylight/deployment';
import { SERVICE_VARIABLES } from '../doctor/service-variables.ts';

const DIR = '/';
const MACHINE = { dir: DIR, version: '', user: '' };

/** Names of variables that a support bundle may contain: those that Waylight writes, or reads as files. */
export const BUNDLED_VARIABLES: ReadonlySet<string> = new Set([
  ...Object.keys({
    ...nodeVariables(nodeLayout(DIR), { country: 'MK', port: 0, brokers: [] }),
    ...aggregationVariables(regionLayout(DIR)),
    ...insightsVariables(regionLayout(DIR), ''),
    ...nodeSettings(MACHINE, { country: 'MK', port: 0, healthPort: 0 }),
    ...regionSettings(MACHINE, { host: '', composeFiles: [] }),
  }),
  ...SERVICE_VARIABLES.flatMap(({ data, secrets, certificates }) => [...data, ...secrets, ...certificates]),
  ...['WAYLIGHT_PARTITIONS', 'WAYLIGHT_LOCAL_NETWORK', 'WAYLIGHT_CONNECTIONS_PER_ADDRESS', 'WAYLIGHT_TRIAL'],
]);
