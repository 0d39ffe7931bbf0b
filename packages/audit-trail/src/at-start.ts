import { createHash } from 'node:crypto';
import { type Happening, SERVICE } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';

export type StartFacts = {
  /** What the service was configured with, without anything secret that could be guessed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of a service with a keys file: a digest of what it held. */
  readonly keysDigest?: Uint8Array;
  readonly registryVersion: number;
};

/** With what a service starts. It reads all of it only then, so that each change is between two starts. */
export function whatIsAtStart({ config, keysDigest, registryVersion }: StartFacts): Happening[] {
  const sorted = Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    { kind: AuditKind.STARTED, by: SERVICE, digest: fileDigest(JSON.stringify(sorted)) },
    ...(keysDigest === undefined
      ? []
      : [{ kind: AuditKind.KEYS_READ, by: SERVICE, digest: keysDigest } as const]),
    { kind: AuditKind.REGISTRY_READ, by: SERVICE, registryVersion },
  ];
}

/** Sixteen bytes of SHA-256: enough to see that something is not as before. */
export function fileDigest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
