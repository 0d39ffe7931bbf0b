import { type Service, type ServiceName, servicesOf } from '@waylight/deployment';
import type { ImageName } from '../images/offline/images.ts';

export type PackageContents = {
  readonly images: readonly ImageName[];
  /** Programs next to the command: services that systemd starts without Docker. */
  readonly programs: readonly string[];
};

const servicesAt = (machine: Service['machine']) =>
  servicesOf(machine).map(({ name }) => name as ServiceName);

/** What the machine of a country's node, and that of the region, needs. */
export const PACKAGES = {
  node: { images: [...servicesAt('node'), 'monitoring', 'tools'], programs: servicesAt('node') },
  region: {
    images: ['kafka', 'redis', 'proxy', 'monitoring', ...servicesAt('region'), 'tools'],
    programs: [],
  },
} as const satisfies Record<string, PackageContents>;

export type PackageName = keyof typeof PACKAGES;
