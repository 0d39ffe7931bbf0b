import type { Guest } from '@waylight/access';
import {
  type AuditBeginning,
  AuditEntry,
  AuditKind,
  AuditParty,
  type AuditServiceService,
  ChainProblem,
  type ListEntriesRequest,
  type ListEntriesResponse,
  type VerifyChainResponse,
} from '@waylight/contracts/audit';
import {
  type CallContext,
  createTokenBuckets,
  monotonicMs,
  RpcError,
  type ServiceHandlers,
  type TokenBuckets,
} from '@waylight/service-kit';
import type { Party } from '../chain/entry.ts';
import type { Beginning } from '../chain/verify-chain.ts';
import type { AuditRows } from './audit-rows.ts';
import { compareChain, type TrailVerdict } from './compare.ts';
import type { Heads } from './heads.ts';
import { partyOf } from './parties.ts';

export type AuditDoor = {
  readonly rows: AuditRows;
  /** Resolves when what can be read now is durable. */
  readonly settled: () => Promise<void>;
  /** @throws RpcError for everybody else. */
  readonly admit: (call: CallContext) => Guest;
  /** What the event log has of this chain and others, as far as it goes back. Rejects where the log does not answer. */
  readonly heads: (signal: AbortSignal) => Promise<Heads>;
  /** Writes that somebody looked, before anything is shown. */
  readonly looked: (by: Party) => Promise<void>;
};

/** A chain is read as a whole: what nobody needs more often costs a service its time. By the hand of people it is never reached. */
export const READS = { ratePerSecond: 1, burst: 120 };

export function auditHandlers(
  door: AuditDoor,
  elapsed: () => number = monotonicMs,
): ServiceHandlers<typeof AuditServiceService> {
  const reads = createTokenBuckets({ ...READS, elapsed });
  return {
    listEntries: (request, call) => listEntries(door, reads, request, call),
    verifyChain: (_request, call) => verifyChain(door, reads, call),
  };
}

async function* listEntries(
  door: AuditDoor,
  reads: TokenBuckets,
  request: ListEntriesRequest,
  call: CallContext,
): AsyncGenerator<ListEntriesResponse> {
  const viewer = await enter(door, reads, call);
  if (request.whole && !tellsAll(viewer))
    throw new RpcError('PERMISSION_DENIED', 'only operators take the whole chain with them');
  let isFirst = true;
  for await (const link of door.rows.links()) {
    // Only while links are read nobody cuts the chain.
    const part = isFirst ? firstPart(door.rows, request, viewer) : undefined;
    if (part !== undefined) yield { part };
    isFirst = false;
    if (request.whole) {
      const value = { entry: Buffer.from(link.entry), hash: Buffer.from(link.hash) };
      yield { part: { $case: 'link', value } };
      continue;
    }
    const entry = AuditEntry.decode(link.entry);
    const told = isAskedFor(request, entry) ? toldTo(viewer, entry) : undefined;
    if (told !== undefined) yield { part: { $case: 'entry', value: told } };
  }
}

function firstPart(
  { chain, beginning }: AuditRows,
  request: ListEntriesRequest,
  viewer: Guest,
): ListEntriesResponse['part'] | undefined {
  if (!request.whole) {
    const value = beginningFor(viewer, beginning());
    return value && { $case: 'beginning', value };
  }
  const { id, salt, cut } = chain;
  const removed = cut && { sequence: BigInt(cut.sequence), hash: Buffer.from(cut.hash) };
  return { $case: 'chain', value: { id, salt: Buffer.from(salt), cut: removed } };
}

/** A sequence counts reports: only who is told all of them is told where it begins. */
function beginningFor(viewer: Guest, beginning: Beginning | undefined): AuditBeginning | undefined {
  if (beginning === undefined) return undefined;
  return {
    sequence: BigInt(tellsAll(viewer) ? beginning.sequence : 0),
    cutAt: BigInt(Math.floor(beginning.cutAtMs / 1_000)),
  };
}

async function verifyChain(
  door: AuditDoor,
  reads: TokenBuckets,
  call: CallContext,
): Promise<VerifyChainResponse> {
  const viewer = await enter(door, reads, call);
  const heads = await headsOf(door, call.signal);
  const { entries, fault, beginning } = await compareChain(door.rows, heads);
  // To a lead organisation a number of entries would be a number of reports.
  const tells = tellsAll(viewer);
  return {
    problem: problemOf(fault),
    chain: door.rows.chain.id,
    sequence: BigInt(tells && fault !== undefined && 'sequence' in fault ? fault.sequence : 0),
    entries: BigInt(tells ? entries : 0),
    heads: BigInt(tells ? heads.ofChain.length : 0),
    beginning: beginningFor(viewer, beginning),
    beside: tells ? [...heads.beside] : [],
    unknown: tells ? [...heads.unknown] : [],
  };
}

async function headsOf(door: AuditDoor, signal: AbortSignal): Promise<Heads> {
  try {
    return await door.heads(signal);
  } catch (cause) {
    throw new RpcError(
      'UNAVAILABLE',
      'the event log does not answer: without what the audit said there before, one that was written anew would not be noticed',
      [],
      { cause },
    );
  }
}

/** That somebody looked is in the audit before anything is told, and what is told is durable. */
export async function enter(
  door: Pick<AuditDoor, 'admit' | 'looked' | 'settled'>,
  reads: TokenBuckets,
  call: CallContext,
): Promise<Guest> {
  const viewer = door.admit(call);
  const by = partyOf(viewer.identity);
  const taken = reads.take(JSON.stringify(by));
  if (!taken.ok)
    throw new RpcError('RESOURCE_EXHAUSTED', 'the audit was read very often just now; wait and ask again', [
      { type: 'retryInfo', retryAfterMs: taken.retryAfterMs },
    ]);
  await door.looked(by);
  await door.settled();
  return viewer;
}

function isAskedFor({ from, before, kinds }: ListEntriesRequest, { at, kind }: AuditEntry): boolean {
  return at >= from && (before === 0n || at < before) && (kinds.length === 0 || kinds.includes(kind));
}

/** Whoever is answered for his own things alone must not be able to count others'. */
export const tellsAll = ({ access }: Guest): boolean => access === 'answered';

/**
 * A lead organisation is a member that must not be able to count what others report, and a data-protection officer counts nothing: of
 * others they see who was refused, and not how often, because a refusal may stand for each report of a table. That is of whom the
 * registry does not know as well: it may be an organisation that is not listed yet. An
 * organisation's own officer does not see that either. Sequences and references are not for them at all, because a gap counts too.
 */
function toldTo(viewer: Guest, entry: AuditEntry): AuditEntry | undefined {
  if (tellsAll(viewer)) return entry;
  const own = ownOrganisation(viewer);
  const isOthers = entry.party === AuditParty.ORGANISATION && entry.organisation !== own;
  const isOfTheirOrganisation = viewer.kind === 'officer' && own !== undefined;
  if (COUNTS_REPORTS.has(entry.kind)) return undefined;
  if (isOthers && (entry.kind !== AuditKind.ACCESS_REFUSED || isOfTheirOrganisation)) return undefined;
  return {
    ...entry,
    sequence: 0n,
    reference: Buffer.alloc(0),
    ...(isOwn(viewer, entry) ? {} : { count: 1 }),
  };
}

function isOwn(viewer: Guest, { party, organisation, holder }: AuditEntry): boolean {
  if (party === AuditParty.ORGANISATION) return organisation === ownOrganisation(viewer);
  const { identity } = viewer;
  return party === AuditParty.OFFICER && identity?.kind === 'officer' && holder === identity.id;
}

export function ownOrganisation({ identity }: Guest): number | undefined {
  return identity !== undefined && 'organisation' in identity ? identity.organisation?.number : undefined;
}

/** What the service does by itself and says how often: a number of everybody's reports. */
const COUNTS_REPORTS: ReadonlySet<AuditKind> = new Set([
  AuditKind.REPORTS_EXPIRED,
  AuditKind.ACTIVITY_EXPIRED,
  AuditKind.LEDGER_RESTORED,
  // One for so many entries. That some were removed everybody may know, from where the chain begins.
  AuditKind.AUDIT_CUT,
]);

function problemOf(fault: TrailVerdict['fault']): ChainProblem {
  return fault === undefined ? ChainProblem.UNSPECIFIED : PROBLEMS[fault.kind];
}

const PROBLEMS: Readonly<Record<NonNullable<TrailVerdict['fault']>['kind'], ChainProblem>> = {
  altered: ChainProblem.ALTERED,
  missing: ChainProblem.MISSING,
  reordered: ChainProblem.REORDERED,
  cut: ChainProblem.CUT,
  rewritten: ChainProblem.REWRITTEN,
  unheld: ChainProblem.UNHELD,
};
