import { type Principal, principalOf } from '@waylight/access';
import {
  AuditActor,
  type AuditChainStart,
  AuditEntry,
  AuditKind,
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
import type { Actor } from '../chain/audit-event.ts';
import type { ChainStart } from '../chain/verify-chain.ts';
import { toActor } from './actors.ts';
import type { AuditStore } from './audit-store.ts';
import { type ComparisonVerdict, compareChain } from './compare-chain.ts';
import type { ChainHeads } from './read-chain-heads.ts';

export type AuditEndpoint = {
  readonly store: AuditStore;
  /** Resolves when everything that can be read now is durable. */
  readonly waitUntilDurable: () => Promise<void>;
  /** Reads the published heads of this chain and others. Rejects if the log does not respond. */
  readonly readChainHeads: (signal: AbortSignal) => Promise<ChainHeads>;
  /** Records the read. Called before anything is returned. */
  readonly recordRead: (actor: Actor) => Promise<void>;
};

/** Rate limit for each reader, because every read verifies or filters the whole chain. Interactive use stays below this limit. */
export const READ_LIMIT = { ratePerSecond: 1, burst: 120 };

export function auditHandlers(
  endpoint: AuditEndpoint,
  elapsed: () => number = monotonicMs,
): ServiceHandlers<typeof AuditServiceService> {
  const reads = createTokenBuckets({ ...READ_LIMIT, elapsed });
  return {
    listEntries: (request, call) => listEntries(endpoint, reads, request, call),
    verifyChain: (_request, call) => verifyChain(endpoint, reads, call),
  };
}

async function* listEntries(
  endpoint: AuditEndpoint,
  reads: TokenBuckets,
  request: ListEntriesRequest,
  call: CallContext,
): AsyncGenerator<ListEntriesResponse> {
  const viewer = await recordRead(endpoint, reads, call);
  if (request.fullChain && !hasFullAccess(viewer))
    throw new RpcError('PERMISSION_DENIED', 'only operators may read the whole chain');
  let isFirst = true;
  for await (const link of endpoint.store.links()) {
    // The chain cannot be pruned while links are read.
    const part = isFirst ? firstPart(endpoint.store, request, viewer) : undefined;
    if (part !== undefined) yield { part };
    isFirst = false;
    if (request.fullChain) {
      const value = { entry: Buffer.from(link.entry), hash: Buffer.from(link.hash) };
      yield { part: { $case: 'link', value } };
      continue;
    }
    const entry = AuditEntry.decode(link.entry);
    const redacted = matchesRequest(request, entry) ? redactFor(viewer, entry) : undefined;
    if (redacted !== undefined) yield { part: { $case: 'entry', value: redacted } };
  }
}

function firstPart(
  { chain, start }: AuditStore,
  request: ListEntriesRequest,
  viewer: Principal,
): ListEntriesResponse['part'] | undefined {
  if (!request.fullChain) {
    const value = describeStart(viewer, start());
    return value && { $case: 'chainStart', value };
  }
  const { id, salt, prunedTo } = chain;
  const removed = prunedTo && { sequence: BigInt(prunedTo.sequence), hash: Buffer.from(prunedTo.hash) };
  return { $case: 'chain', value: { id, salt: Buffer.from(salt), prunedTo: removed } };
}

/** A sequence is a count of reports, so only viewers with full access get the first sequence. */
function describeStart(viewer: Principal, start: ChainStart | undefined): AuditChainStart | undefined {
  if (start === undefined) return undefined;
  return {
    sequence: BigInt(hasFullAccess(viewer) ? start.sequence : 0),
    prunedAt: BigInt(Math.floor(start.prunedAtMs / 1_000)),
  };
}

async function verifyChain(
  endpoint: AuditEndpoint,
  reads: TokenBuckets,
  call: CallContext,
): Promise<VerifyChainResponse> {
  const viewer = await recordRead(endpoint, reads, call);
  const heads = await requireChainHeads(endpoint, call.signal);
  const { entries, fault, start } = await compareChain(endpoint.store, heads);
  // To a lead organisation, the number of entries would reveal a number of reports.
  const isFull = hasFullAccess(viewer);
  return {
    problem: problemOf(fault),
    chain: endpoint.store.chain.id,
    sequence: BigInt(isFull && fault !== undefined && 'sequence' in fault ? fault.sequence : 0),
    entries: BigInt(isFull ? entries : 0),
    chainHeads: BigInt(isFull ? heads.ownHeads.length : 0),
    chainStart: describeStart(viewer, start),
    foreignChains: isFull ? [...heads.foreignChains] : [],
    orphanedChains: isFull ? [...heads.orphanedChains] : [],
  };
}

async function requireChainHeads(endpoint: AuditEndpoint, signal: AbortSignal): Promise<ChainHeads> {
  try {
    return await endpoint.readChainHeads(signal);
  } catch (cause) {
    throw new RpcError(
      'UNAVAILABLE',
      'the event log does not respond: without the published heads, a forked audit would not be detected',
      [],
      { cause },
    );
  }
}

/** Records a read, before anything is returned. Everything that is returned afterwards is durable. */
export async function recordRead(
  endpoint: Pick<AuditEndpoint, 'recordRead' | 'waitUntilDurable'>,
  reads: TokenBuckets,
  call: CallContext,
): Promise<Principal> {
  const viewer = principalOf(call);
  const actor = toActor(viewer.identity);
  const taken = reads.take(JSON.stringify(actor));
  if (!taken.ok)
    throw new RpcError('RESOURCE_EXHAUSTED', 'audit read limit reached; retry later', [
      { type: 'retryInfo', retryAfterMs: taken.retryAfterMs },
    ]);
  await endpoint.recordRead(actor);
  await endpoint.waitUntilDurable();
  return viewer;
}

function matchesRequest({ from, before, kinds }: ListEntriesRequest, { at, kind }: AuditEntry): boolean {
  return at >= from && (before === 0n || at < before) && (kinds.length === 0 || kinds.includes(kind));
}

/** Whether a viewer has full access. Viewers without it must not be able to count other organisations' reports. */
export const hasFullAccess = ({ access }: Principal): boolean => access === 'full';

/**
 * Redacts an entry for a viewer, so that it reveals no number of other organisations' reports.
 * - Lead organisations and data-protection officers see refusals of other callers, but not how many, because there may be one
 *   refusal for each report of a table. This includes unknown callers, which may be organisations that are not in the registry
 *   yet.
 * - An organisation's own officer sees no refusals of other callers.
 * - None of them sees sequences and references, because gaps between them reveal numbers of reports too.
 */
function redactFor(viewer: Principal, entry: AuditEntry): AuditEntry | undefined {
  if (hasFullAccess(viewer)) return entry;
  const own = ownOrganisation(viewer);
  const isOthers = entry.actor === AuditActor.ORGANISATION && entry.organisation !== own;
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

function isOwn(viewer: Principal, { actor, organisation, holder }: AuditEntry): boolean {
  if (actor === AuditActor.ORGANISATION) return organisation === ownOrganisation(viewer);
  const { identity } = viewer;
  return actor === AuditActor.OFFICER && identity?.kind === 'officer' && holder === identity.id;
}

export function ownOrganisation({ identity }: Principal): number | undefined {
  return identity !== undefined && 'organisation' in identity ? identity.organisation?.number : undefined;
}

/** Events of the service itself whose count is a number of reports of all organisations. */
const COUNTS_REPORTS: ReadonlySet<AuditKind> = new Set([
  AuditKind.REPORTS_EXPIRED,
  AuditKind.ACTIVITY_EXPIRED,
  AuditKind.LEDGER_RESTORED,
  // The count of a pruning is a number of entries. That the chain was pruned is public, because the chain start shows it.
  AuditKind.AUDIT_PRUNED,
]);

function problemOf(fault: ComparisonVerdict['fault']): ChainProblem {
  return fault === undefined ? ChainProblem.UNSPECIFIED : PROBLEMS[fault.kind];
}

const PROBLEMS: Readonly<Record<NonNullable<ComparisonVerdict['fault']>['kind'], ChainProblem>> = {
  altered: ChainProblem.ALTERED,
  missing: ChainProblem.MISSING,
  reordered: ChainProblem.REORDERED,
  'wrongly-pruned': ChainProblem.WRONGLY_PRUNED,
  forked: ChainProblem.FORKED,
  orphaned: ChainProblem.ORPHANED,
};
