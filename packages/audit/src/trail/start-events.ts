import { createHash } from 'node:crypto';
import { AuditKind } from '@waylight/contracts/audit';
import { type AuditEvent, SERVICE_ACTOR } from '../chain/audit-event.ts';

export type StartDetails = {
  /** What the service was configured with, without anything secret that could be guessed. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Of a service with a keys file: a digest of what it held. */
  readonly keysDigest?: Uint8Array;
  readonly registry: RegistryVersion;
};

/** A registry by its version, and a digest of it: two of one version are told apart. */
export type RegistryVersion = { readonly version: number; readonly digest: Uint8Array };

/** With what a service starts. */
export function createStartEvents({ config, keysDigest, registry }: StartDetails): AuditEvent[] {
  const sorted = Object.entries(config).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return [
    { kind: AuditKind.STARTED, actor: SERVICE_ACTOR, digest: shortDigest(JSON.stringify(sorted)) },
    ...(keysDigest === undefined ? [] : [keysReadEvent(keysDigest)]),
    registryEvent(AuditKind.REGISTRY_LOADED, registry),
  ];
}

export function keysReadEvent(digest: Uint8Array): AuditEvent {
  return { kind: AuditKind.KEYS_LOADED, actor: SERVICE_ACTOR, digest };
}

/** What became of what the registry file held while the service runs. */
export function registryDecisionEvent({
  kind,
  ...registry
}: RegistryVersion & { readonly kind: 'taken' | 'refused' }): AuditEvent {
  return registryEvent(kind === 'taken' ? AuditKind.REGISTRY_UPDATED : AuditKind.REGISTRY_REFUSED, registry);
}

function registryEvent(kind: AuditKind, { version, digest }: RegistryVersion): AuditEvent {
  return { kind, actor: SERVICE_ACTOR, registryVersion: version, digest };
}

/** Sixteen bytes of SHA-256: enough to see that something is not as before. */
export function shortDigest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
