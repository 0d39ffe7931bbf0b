import type { Party } from '@waylight/audit';
import { AuditKind } from '@waylight/contracts/audit';
import type { Component } from '@waylight/service-kit';
import { type StartFacts, whatIsAtStart } from './at-start.ts';
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
  readonly start: StartFacts;
  readonly failed: (error: unknown) => void;
};

/** The audit of a service that keeps it in a file of its own, open from the start of its component to the stop. */
export function createServiceAudit({ start, failed, ...options }: ServiceAuditOptions): ServiceAudit {
  let open: AuditFile | undefined;
  const opened = (): AuditFile => {
    if (open === undefined) throw new TypeError('the audit is not open');
    return open;
  };
  const recorder = createAuditRecorder({
    write: async (happening) => opened().write(happening),
    atStart: whatIsAtStart(start),
    failed,
  });
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
