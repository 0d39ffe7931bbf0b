import { AuditChainHead } from '@waylight/contracts/audit';
import type { EventLog } from '@waylight/event-log';
import type { KnownHead } from '../chain/verify-chain.ts';

export type ChainHeadsQuery = {
  readonly topic: string;
  readonly chain: string;
  /** Other chains that may be on the topic: of parallel and of former processes. */
  readonly foreignChains: readonly string[];
};

/** Heads on the log, as far back as it goes. */
export type ChainHeads = {
  /** Heads of the chain of the query, oldest first. */
  readonly ownHeads: readonly KnownHead[];
  /** Named chains of the query with a head. */
  readonly foreignChains: readonly string[];
  /** Chains that the query does not name: a file was removed, or a process is missing in the configuration. */
  readonly orphanedChains: readonly string[];
};

export async function readChainHeads(
  eventLog: EventLog,
  query: ChainHeadsQuery,
  signal: AbortSignal,
): Promise<ChainHeads> {
  const { topic, chain } = query;
  const [bounds] = await eventLog.offsets(topic);
  const ownHeads: KnownHead[] = [];
  const others = new Set<string>();
  for await (const { records } of eventLog.readFrom({ topic, partition: 0 }, bounds?.start ?? 0, { signal }))
    for (const { value, timestampMs } of records) {
      if (value === null) continue;
      const head = AuditChainHead.decode(value);
      if (head.chain === chain) ownHeads.push({ hash: head.hash, publishedAtMs: timestampMs });
      else others.add(head.chain);
    }
  const isNamed = (other: string): boolean => query.foreignChains.includes(other);
  return {
    ownHeads,
    foreignChains: [...others].filter(isNamed),
    orphanedChains: [...others].filter((other) => !isNamed(other)),
  };
}
