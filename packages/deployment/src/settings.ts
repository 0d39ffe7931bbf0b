import type { NodeCountry } from '@waylight/contracts';
import { addressOf } from './host.ts';
import { SERVICES } from './services.ts';
import { KAFKA_PORT, type Variables } from './variables.ts';

/** Values of one machine in Compose's `.env`: versions, folder, user and ports, but no secret. */
type MachineSettings = {
  readonly dir: string;
  readonly version: string;
  /** User and group of the containers. */
  readonly user: string;
};

const machineVariables = ({ dir, version, user }: MachineSettings): Variables => ({
  WAYLIGHT_VERSION: version,
  WAYLIGHT_DIR: dir,
  WAYLIGHT_USER: user,
});

/** What starts a node, written down when it is prepared. */
export const RUNNERS = ['compose', 'systemd'] as const;
export type Runner = (typeof RUNNERS)[number];

export const nodeSettings = (
  machine: MachineSettings,
  node: {
    readonly country: NodeCountry;
    readonly port: number;
    readonly healthPort: number;
    readonly runner: Runner;
  },
): Variables => ({
  COMPOSE_PROJECT_NAME: `waylight-${node.country.toLowerCase()}`,
  ...machineVariables(machine),
  WAYLIGHT_RUNNER: node.runner,
  [SERVICES.intake.grpc.setting]: String(node.port),
  [SERVICES.intake.health.setting]: String(node.healthPort),
});

export const regionSettings = (
  machine: MachineSettings,
  region: { readonly host: string; readonly composeFiles: readonly string[] },
): Variables => ({
  COMPOSE_PROJECT_NAME: 'waylight-region',
  COMPOSE_FILE: region.composeFiles.join(':'),
  ...machineVariables(machine),
  WAYLIGHT_HOST: region.host,
  // Nodes learn this address from Kafka.
  WAYLIGHT_KAFKA_ADDRESS: addressOf(region.host, KAFKA_PORT),
});
