import { existsSync, readFileSync, rmSync } from 'node:fs';
import type { Registry } from '@waylight/access';
import type { AuditStore } from '@waylight/audit';
import { restoredFileOf } from '@waylight/backup';
import { AuditEntry, AuditKind } from '@waylight/contracts/audit';
import { type ApprovalCommand, decideApproval, WITHDRAWABLE } from '@waylight/disclosure-control';
import type { ApprovalStore } from '../database/approval-store.ts';

export type RestoredDatabase = {
  readonly databaseFile: string;
  readonly audit: AuditStore;
  readonly approvals: Pick<ApprovalStore, 'record'>;
  readonly registry: Registry;
};

/**
 * Repeats objections and withdrawals that the audit has and a restored database lacks, so that no release is open or can be
 * requested against them. Requests and approvals are not repeated, because a missing one only keeps a release closed. Returns
 * the number of repeated decisions; undefined if the database was not restored.
 */
export async function repeatLostDecisions(restored: RestoredDatabase): Promise<number | undefined> {
  const marker = restoredFileOf(restored.databaseFile);
  if (!existsSync(marker)) return undefined;
  const copiedAt = BigInt(Math.floor(Date.parse(readFileSync(marker, 'utf8')) / 1_000));
  let repeated = 0;
  for await (const link of restored.audit.links()) {
    const entry = AuditEntry.decode(link.entry);
    // Entries have whole seconds. A decision that the copy contains changes nothing if it is repeated.
    if (entry.at >= copiedAt && repeatDecision(entry, restored)) repeated++;
  }
  rmSync(marker);
  return repeated;
}

function repeatDecision(
  { kind, at, organisation, releaseId }: AuditEntry,
  { approvals, registry }: RestoredDatabase,
): boolean {
  const by = registry.organisations.find(({ number }) => number === organisation)?.id;
  if (by === undefined) return false;
  // The first command that changes the state is the one of the entry: only one can.
  return commandsOf(kind, releaseId).some((command) => {
    const caller = { by, members: [], nowMs: 1_000 * Number(at) };
    return approvals.record((before) => decideApproval(before, command, caller)).decision.kind === 'happened';
  });
}

/** The audit has neither the reason of an objection nor the target of a withdrawal. */
function commandsOf(kind: AuditKind, releaseId: string): readonly ApprovalCommand[] {
  switch (kind) {
    case AuditKind.RELEASE_OBJECTED:
      return [{ kind: 'object', releaseId, code: 'not-agreed' }];
    case AuditKind.RELEASE_WITHDRAWN:
      return WITHDRAWABLE.map((what) => ({ kind: 'withdraw', releaseId, what }));
    default:
      return [];
  }
}
