import { setImmediate as nextTurn } from 'node:timers/promises';
import { checkChain, type Verdict } from '@waylight/audit';
import type { AuditRows } from './audit-rows.ts';

/** Links read between two turns of the event loop. */
const CHUNK = 500;

export async function* linksOf(rows: AuditRows): AsyncGenerator<ReturnType<AuditRows['after']>[number]> {
  for (let after = 0; ; await nextTurn()) {
    const links = rows.after(after, CHUNK);
    yield* links;
    const last = links.at(-1);
    if (last === undefined || links.length < CHUNK) return;
    after = last.sequence;
  }
}

/** Reads a service's whole chain and holds it against these heads, and against what it ended with when this began. */
export async function compareChain(rows: AuditRows, heads: readonly Uint8Array[]): Promise<Verdict> {
  const check = checkChain(rows.chain, [...heads, rows.end()]);
  for await (const link of linksOf(rows)) check.take(link);
  return check.end();
}
