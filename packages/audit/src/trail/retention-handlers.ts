import type { Principal } from '@waylight/access';
import { dateOf, dayNumber, dayOfInstant } from '@waylight/calendar';
import { AUDIT_KEPT_MONTHS } from '@waylight/contracts';
import {
  AuditEntry,
  AuditKind,
  type GetRetentionResponse,
  type RetentionServiceService,
  RetentionSubject,
} from '@waylight/contracts/audit';
import { createTokenBuckets, monotonicMs, type ServiceHandlers } from '@waylight/service-kit';
import { isExpired } from '../chain/pruning.ts';
import {
  type AuditEndpoint,
  hasFullAccess,
  ownOrganisation,
  READ_LIMIT,
  recordRead,
} from './audit-handlers.ts';
import type { AuditStore } from './audit-store.ts';

/**
 * Content that a service removes by age. `due` is the number of items older than `months`. `oldestDay` is in days since
 * 1970-01-01; 0 if there are no items.
 */
export type RetainedSubject = {
  readonly subject: RetentionSubject;
  readonly months: number;
  readonly due: number;
  readonly oldestDay: number;
};

export type RetentionEndpoint = Pick<AuditEndpoint, 'store' | 'waitUntilDurable' | 'recordRead'> & {
  /** Lists retained content, except the audit. */
  readonly listRetained: () => readonly RetainedSubject[];
};

/** Maps each kind of audit entry that records a removal to its subject. */
const REMOVALS: Readonly<Partial<Record<AuditKind, RetentionSubject>>> = {
  [AuditKind.REPORTS_EXPIRED]: RetentionSubject.REPORTS,
  [AuditKind.ACTIVITY_EXPIRED]: RetentionSubject.ACTIVITY,
  [AuditKind.AUDIT_PRUNED]: RetentionSubject.AUDIT_ENTRIES,
};

export function retentionHandlers(
  endpoint: RetentionEndpoint,
  elapsed: () => number = monotonicMs,
): ServiceHandlers<typeof RetentionServiceService> {
  const reads = createTokenBuckets({ ...READ_LIMIT, elapsed });
  return {
    getRetention: async (_request, call) => {
      const viewer = await recordRead(endpoint, reads, call);
      const { removals, audit } = await summariseAudit(endpoint.store);
      return toResponse(viewer, [...endpoint.listRetained(), audit], removals);
    },
  };
}

type Removed = { readonly subject: RetentionSubject; readonly day: number; readonly count: number };

/** Reads the recorded removals, and the retention status of the audit itself. */
async function summariseAudit(
  store: AuditStore,
): Promise<{ readonly removals: readonly Removed[]; readonly audit: RetainedSubject }> {
  const nowMs = store.nowMs();
  const removals: Removed[] = [];
  let oldestDay = 0;
  let expired = 0;
  let isFront = true;
  for await (const { entry } of store.links()) {
    const { kind, at, count } = AuditEntry.decode(entry);
    const atMs = 1_000 * Number(at);
    oldestDay ||= dayOfInstant(atMs);
    isFront &&= isExpired(atMs, nowMs);
    if (isFront) expired++;
    const subject = REMOVALS[kind];
    if (subject !== undefined) removals.push({ subject, day: dayOfInstant(atMs), count });
  }
  // The youngest expired entry is never pruned.
  const due = Math.max(0, expired - 1);
  const subject = RetentionSubject.AUDIT_ENTRIES;
  return { removals, audit: { subject, months: AUDIT_KEPT_MONTHS, due, oldestDay } };
}

/**
 * A count of expired items is a number of reports, and the day of removal reveals the day of first receipt. So a country's officer
 * gets only the months of removals, and an organisation's officer gets no removals.
 */
function toResponse(
  viewer: Principal,
  retained: readonly RetainedSubject[],
  removals: readonly Removed[],
): GetRetentionResponse {
  const isOfOrganisation = ownOrganisation(viewer) !== undefined;
  if (hasFullAccess(viewer))
    return {
      statuses: retained.map(({ due, ...one }) => ({ ...one, isDue: due > 0, dueCount: BigInt(due) })),
      removals: sumByDay(removals, (day) => day).map((one) => ({ ...one, count: BigInt(one.count) })),
    };
  return {
    statuses: retained.map(({ subject, months, due }) => ({
      subject,
      months,
      isDue: !isOfOrganisation && due > 0,
      dueCount: 0n,
      oldestDay: 0,
    })),
    removals: isOfOrganisation ? [] : sumByDay(removals, firstOfMonth).map((one) => ({ ...one, count: 0n })),
  };
}

function firstOfMonth(day: number): number {
  const { year, month } = dateOf(day);
  return dayNumber(year, month, 1);
}

/** Sums removals for each subject and day, ordered by the first removal of each sum. */
function sumByDay(removals: readonly Removed[], dayOf: (day: number) => number): Removed[] {
  const all = new Map<string, Removed>();
  for (const { subject, day: exact, count } of removals) {
    const day = dayOf(exact);
    const key = `${subject} ${day}`;
    all.set(key, { subject, day, count: count + (all.get(key)?.count ?? 0) });
  }
  return [...all.values()];
}
