import { AuditKind } from '@waylight/contracts/audit';
import type { Component, Logger } from '@waylight/service-kit';
import type { Party } from '../chain/entry.ts';
import { type RegistryFacts, registryDecided, type StartFacts, whatIsAtStart } from './at-start.ts';
import type { AuditRows } from './audit-rows.ts';
import type { AuditDoor } from './door.ts';
import { type AuditFile, type AuditFileOptions, openAuditFile } from './file/audit-file.ts';
import { type AuditRecorder, createAuditRecorder } from './recorder.ts';

export type ServiceAudit = AuditRecorder & {
  /** The door through which those may look whom `admit` lets in. */
  door(admit: AuditDoor['admit'], heads: (chain: string) => AuditDoor['heads']): AuditDoor;
  /** Once it is open. */
  rows(): AuditRows;
};

export type ServiceAuditOptions = AuditFileOptions & {
  readonly config: StartFacts['config'];
  /** The one in force, and what becomes of its file while the service runs. */
  readonly registry: {
    readonly named: () => RegistryFacts;
    readonly onDecision: (listener: (decision: Parameters<typeof registryDecided>[0]) => void) => unknown;
  };
  readonly log: Logger;
};

/** The audit of a service that keeps it in a file of its own, open from the start of its component to the stop. */
export function createServiceAudit({ config, registry, log, ...options }: ServiceAuditOptions): ServiceAudit {
  let open: AuditFile | undefined;
  const opened = (): AuditFile => {
    if (open === undefined) throw new TypeError('the audit is not open');
    return open;
  };
  const recorder = createAuditRecorder({
    write: async (happening) => opened().write(happening),
    atStart: whatIsAtStart({ config, registry: registry.named() }),
    failed: (error) => log.error('the audit could not be written', { error }),
  });
  registry.onDecision((decision) => recorder.tell(registryDecided(decision)));
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
    rows: () => opened().rows,
    door: (admit, heads) => ({
      rows: opened().rows,
      heads: heads(opened().rows.chain.id),
      settled: async () => undefined,
      admit,
      looked: (by: Party) => recorder.count({ kind: AuditKind.AUDIT_READ, by }),
    }),
  };
}
