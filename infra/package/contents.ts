import type { ImageName } from '../images/offline/images.ts';

export type PackageContents = {
  readonly images: readonly ImageName[];
  /** Programs next to the command: services that systemd starts without Docker. */
  readonly programs: readonly string[];
};

/** What the machine of a country's node, and that of the region, needs. */
export const PACKAGES = {
  node: { images: ['intake', 'monitoring', 'tools'], programs: ['intake'] },
  region: {
    images: ['kafka', 'redis', 'proxy', 'monitoring', 'aggregation', 'insights', 'tools'],
    programs: [],
  },
} as const satisfies Record<string, PackageContents>;

export type PackageName = keyof typeof PACKAGES;
