import { createHash } from 'node:crypto';
import type { LiveRegistry, RegistryDecision, RegistryVersion } from '@waylight/access';
import { AuditKind } from '@waylight/contracts/audit';
import { type Component, field, type Logger, type TextField } from '@waylight/service-kit';
import { type Actor, type AuditEvent, SERVICE_ACTOR } from '../chain/audit-event.ts';
import type { AuditEndpoint } from './audit-handlers.ts';
import type { AuditStore } from './audit-store.ts';
import {
  type AuditDatabase,
  type AuditFile,
  type AuditFileOptions,
  openAuditFile,
} from './file/audit-file.ts';
import { type AuditRecorder, createAuditRecorder } from './recorder.ts';

export type ServiceAudit = AuditRecorder & {
  endpoint(heads: (chain: string) => AuditEndpoint['readChainHeads']): AuditEndpoint;
  /** @throws if the audit is not open. */
  store(): AuditStore;
  /** @throws if the audit is not open. */
  database(): AuditDatabase;
};

export type ServiceAuditOptions = AuditFileOptions & {
  readonly config: StartDetails['config'];
  readonly registry: Pick<LiveRegistry, 'versionInForce' | 'onDecision'>;
  readonly log: Logger;
};

/** Creates the audit of a service in a file of its own. The file is open from the start of the component to its stop. */
export function createServiceAudit({ config, registry, log, ...options }: ServiceAuditOptions): ServiceAudit {
  let open: AuditFile | undefined;
  const requireOpenFile = (): AuditFile => {
    if (open === undefined) throw new TypeError('the audit is not open');
    return open;
  };
  const recorder = createAuditRecorder({
    write: async (event) => requireOpenFile().write(event),
    startEvents: createStartEvents({ config, registry: registry.versionInForce() }),
    onError: (error) => log.error('writing the audit failed', { error }),
  });
  registry.onDecision((decision) => recorder.recordInBackground(registryDecisionEvent(decision)));
  const component: Component = {
    name: recorder.component.name,
    start: async (signal) => {
      const file = openAuditFile(options);
      open = file;
      try {
        const running = await recorder.component.start(signal);
        return {
          stop: async () => {
            try {
              await running.stop();
            } finally {
              file.close();
            }
          },
        };
      } catch (error) {
        file.close();
        throw error;
      }
    },
  };
  return {
    ...recorder,
    component,
    store: () => requireOpenFile().store,
    database: () => requireOpenFile().database,
    endpoint: (heads) => ({
      store: requireOpenFile().store,
      readChainHeads: heads(requireOpenFile().store.chain.id),
      waitUntilDurable: async () => undefined,
      recordRead: (actor: Actor) => recorder.recordAggregated({ kind: AuditKind.AUDIT_READ, actor }),
    }),
  };
}

/** The name of a chain. It is published on the log with the heads of the chain, so it must not contain free text. */
export function chainNameField(): TextField<string> {
  return field<string>('2 to 40 of a-z, 0-9 and "-"', (value) =>
    /^[a-z0-9-]{2,40}$/.test(value) ? { ok: true, value } : { ok: false },
  );
}

export type StartDetails = {
  /** Configuration of the service, without secrets, because they could be guessed from a digest. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Digest of the content of the keys file, if the service has one. */
  readonly keysDigest?: Uint8Array;
  readonly registry: RegistryVersion;
};

/** Creates the events of a start. */
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

/** Creates the event of a changed registry file. */
export function registryDecisionEvent({ kind, ...registry }: RegistryDecision): AuditEvent {
  return registryEvent(
    kind === 'activated' ? AuditKind.REGISTRY_UPDATED : AuditKind.REGISTRY_REFUSED,
    registry,
  );
}

function registryEvent(kind: AuditKind, { version, digest }: RegistryVersion): AuditEvent {
  return { kind, actor: SERVICE_ACTOR, registryVersion: version, digest };
}

/** Returns 16 bytes of SHA-256, to detect changes. */
export function shortDigest(text: string): Uint8Array {
  return createHash('sha256').update(text).digest().subarray(0, 16);
}
