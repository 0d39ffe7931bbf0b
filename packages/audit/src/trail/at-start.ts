import { createHash } from 'node:crypto';
import { AuditKind } from '@waylight/contracts/audit';
import { type Happening, SERVICE } from '../chain/entry.ts';

export type StartFacts = {
  /** What the service was configured with, without anything secret that could be guessed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of a service with a keys file: a digest of what it held. */
  readonly keysDigest?: Uint8Array;
  readonly registry: RegistryFacts;
};

/** A registry by its version, and a digest of it: two of one version are told apart. */
export type RegistryFacts = { readonly version: number; readonly digest: Uint8Array };

/** With what a service starts. */
export function whatIsAtStart({ config, keysDigest, registry }: StartFacts): Happening[] {
  const sorted = Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    { kind: AuditKind.STARTED, by: SERVICE, digest: fileDigest(JSON.stringify(sorted)) },
    ...(keysDigest === undefined ? [] : [keysRead(keysDigest)]),
    ofRegistry(AuditKind.REGISTRY_READ, registry),
  ];
}

export function keysRead(digest: Uint8Array): Happening {
  return { kind: AuditKind.KEYS_READ, by: SERVICE, digest };
}

/** What became of what the registry file held while the service runs. */
export function registryDecided({
  kind,
  ...registry
}: RegistryFacts & { readonly kind: 'taken' | 'refused' }): Happening {
  return ofRegistry(kind === 'taken' ? AuditKind.REGISTRY_TAKEN : AuditKind.REGISTRY_REFUSED, registry);
}

function ofRegistry(kind: AuditKind, { version, digest }: RegistryFacts): Happening {
  return { kind, by: SERVICE, registryVersion: version, digest };
}

/** Sixteen bytes of SHA-256: enough to see that something is not as before. */
export function fileDigest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
