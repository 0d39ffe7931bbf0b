import { AuditKind } from '@waylight/contracts/audit';
import type { Component, Logger } from '@waylight/service-kit';
import type { Actor } from '../chain/audit-event.ts';
import type { AuditEndpoint } from './audit-handlers.ts';
import type { AuditStore } from './audit-store.ts';
import { type AuditFile, type AuditFileOptions, openAuditFile } from './file/audit-file.ts';
import { type AuditRecorder, createAuditRecorder } from './recorder.ts';
import {
  createStartEvents,
  type RegistryVersion,
  registryDecisionEvent,
  type StartDetails,
} from './start-events.ts';

export type ServiceAudit = AuditRecorder & {
  /** The door through which those may look whom `admit` lets in. */
  endpoint(
    authorize: AuditEndpoint['authorize'],
    heads: (chain: string) => AuditEndpoint['readChainHeads'],
  ): AuditEndpoint;
  /** Once it is open. */
  store(): AuditStore;
};

export type ServiceAuditOptions = AuditFileOptions & {
  readonly config: StartDetails['config'];
  /** The one in force, and what becomes of its file while the service runs. */
  readonly registry: {
    readonly versionInForce: () => RegistryVersion;
    readonly onDecision: (
      listener: (decision: Parameters<typeof registryDecisionEvent>[0]) => void,
    ) => unknown;
  };
  readonly log: Logger;
};

/** The audit of a service that keeps it in a file of its own, open from the start of its component to the stop. */
export function createServiceAudit({ config, registry, log, ...options }: ServiceAuditOptions): ServiceAudit {
  let open: AuditFile | undefined;
  const requireOpenFile = (): AuditFile => {
    if (open === undefined) throw new TypeError('the audit is not open');
    return open;
  };
  const recorder = createAuditRecorder({
    write: async (happening) => requireOpenFile().write(happening),
    startEvents: createStartEvents({ config, registry: registry.versionInForce() }),
    onError: (error) => log.error('the audit could not be written', { error }),
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
    endpoint: (authorize, heads) => ({
      store: requireOpenFile().store,
      readChainHeads: heads(requireOpenFile().store.chain.id),
      waitUntilDurable: async () => undefined,
      authorize,
      recordRead: (actor: Actor) => recorder.count({ kind: AuditKind.AUDIT_READ, actor }),
    }),
  };
}
