import type { Guest } from '@waylight/access';
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
import { isOver } from '../chain/cut.ts';
import type { AuditRows } from './audit-rows.ts';
import { type AuditDoor, enter, ownOrganisation, READS, tellsAll } from './door.ts';

/** What a service removes by its age, and what of it is older than it is kept. Days since 1970-01-01; 0 where there is nothing. */
export type KeptHere = {
  readonly subject: RetentionSubject;
  readonly months: number;
  readonly due: number;
  readonly oldestDay: number;
};

export type RetentionDoor = Pick<AuditDoor, 'rows' | 'settled' | 'admit' | 'looked'> & {
  /** What it keeps beside its audit. */
  readonly kept: () => readonly KeptHere[];
};

/** By the entry that says so. */
const REMOVALS: Readonly<Partial<Record<AuditKind, RetentionSubject>>> = {
  [AuditKind.REPORTS_EXPIRED]: RetentionSubject.REPORTS,
  [AuditKind.ACTIVITY_EXPIRED]: RetentionSubject.ACTIVITY,
  [AuditKind.AUDIT_CUT]: RetentionSubject.AUDIT_ENTRIES,
};

export function retentionHandlers(
  door: RetentionDoor,
  elapsed: () => number = monotonicMs,
): ServiceHandlers<typeof RetentionServiceService> {
  const reads = createTokenBuckets({ ...READS, elapsed });
  return {
    getRetention: async (_request, call) => {
      const viewer = await enter(door, reads, call);
      const { removals, audit } = await readAudit(door.rows);
      return toldTo(viewer, [...door.kept(), audit], removals);
    },
  };
}

type Removed = { readonly subject: RetentionSubject; readonly day: number; readonly count: number };

/** What the audit says was removed, and how it stands with the audit itself. */
async function readAudit(
  rows: AuditRows,
): Promise<{ readonly removals: readonly Removed[]; readonly audit: KeptHere }> {
  const nowMs = rows.nowMs();
  const removals: Removed[] = [];
  let oldestDay = 0;
  let over = 0;
  let isFront = true;
  for await (const { entry } of rows.links()) {
    const { kind, at, count } = AuditEntry.decode(entry);
    const atMs = 1_000 * Number(at);
    oldestDay ||= dayOfInstant(atMs);
    isFront &&= isOver(atMs, nowMs);
    if (isFront) over++;
    const subject = REMOVALS[kind];
    if (subject !== undefined) removals.push({ subject, day: dayOfInstant(atMs), count });
  }
  // The youngest of them stays.
  const due = Math.max(0, over - 1);
  const subject = RetentionSubject.AUDIT_ENTRIES;
  return { removals, audit: { subject, months: AUDIT_KEPT_MONTHS, due, oldestDay } };
}

/**
 * What expired is a number of reports, and the day on which it did is that of first receipt in other words. So a country's officer, who must
 * know that it happens, is told the months, and an organisation's nothing of what others had here.
 */
function toldTo(
  viewer: Guest,
  kept: readonly KeptHere[],
  removals: readonly Removed[],
): GetRetentionResponse {
  const isOfOrganisation = ownOrganisation(viewer) !== undefined;
  if (tellsAll(viewer))
    return {
      kept: kept.map((one) => ({ ...one, isDue: one.due > 0, due: BigInt(one.due) })),
      removals: added(removals, (day) => day).map((one) => ({ ...one, count: BigInt(one.count) })),
    };
  return {
    kept: kept.map(({ subject, months, due }) => ({
      ...{ subject, months, isDue: !isOfOrganisation && due > 0 },
      ...{ due: 0n, oldestDay: 0 },
    })),
    removals: isOfOrganisation ? [] : added(removals, firstOfMonth).map((one) => ({ ...one, count: 0n })),
  };
}

function firstOfMonth(day: number): number {
  const { year, month } = dateOf(day);
  return dayNumber(year, month, 1);
}

/** One for each subject and day, in the order in which they first came. */
function added(removals: readonly Removed[], dayOf: (day: number) => number): Removed[] {
  const all = new Map<string, Removed>();
  for (const { subject, day: exact, count } of removals) {
    const day = dayOf(exact);
    const key = `${subject} ${day}`;
    all.set(key, { subject, day, count: count + (all.get(key)?.count ?? 0) });
  }
  return [...all.values()];
}
