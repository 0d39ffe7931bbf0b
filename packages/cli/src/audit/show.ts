import type { Chain } from '@waylight/audit';
import {
  AuditActor,
  type AuditChain,
  type AuditEntry,
  AuditKind,
  AuditOutcome,
  ListEntriesRequest,
} from '@waylight/contracts/audit';
import type { AuditFlags, AuditShowFlags } from '../commands/audit.ts';
import type { AuditCalls } from '../connection/connect.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { printRows } from '../tables/print-rows.ts';
import { chainLine, linkLine } from './chain-file.ts';
import { connectToAuditedService } from './connect-to-service.ts';
import { describePruning, parseBeginning } from './pruning.ts';

const COLUMNS = ['sequence', 'at', 'kind', 'who', 'outcome', 'count', 'reference', 'with'] as const;

export async function showAudit(kit: Kit, flags: AuditShowFlags): Promise<ExitCode> {
  const request = ListEntriesRequest.fromPartial({
    from: parseSeconds('--from', flags.from),
    before: parseSeconds('--before', flags.before),
    kinds: (flags.kind ?? []).map(parseAuditKind),
    fullChain: flags.fullChain === true,
  });
  const rows: Record<(typeof COLUMNS)[number], string | number>[] = [];
  const calls = await connectToAudit(kit, flags);
  for await (const { part } of calls.listEntries(request))
    if (part?.$case === 'entry') rows.push(rowOf(part.value));
    else if (part?.$case === 'chainStart') kit.printMessage(describePruning(parseBeginning(part.value)));
    else if (part?.$case === 'chain') kit.print(chainLine(chainOf(part.value)));
    else if (part?.$case === 'link') kit.print(linkLine(part.value));
  if (flags.fullChain === true) return EXIT.ok;
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: ['sequence', 'count'],
    none: 'No entry of that time and kind.',
  });
  return EXIT.ok;
}

function chainOf({ id, salt, prunedTo }: AuditChain): Chain {
  return {
    id,
    salt,
    ...(prunedTo && { prunedTo: { sequence: Number(prunedTo.sequence), hash: prunedTo.hash } }),
  };
}

/** The audit that the flags name. */
export async function connectToAudit(kit: Kit, flags: AuditFlags): Promise<AuditCalls> {
  const { connection, of } = await connectToAuditedService(kit, flags);
  return connection.audit(of);
}

function rowOf(entry: AuditEntry): Record<(typeof COLUMNS)[number], string | number> {
  return {
    // Who may not count entries is told no sequence.
    sequence: entry.sequence === 0n ? '' : Number(entry.sequence),
    at: new Date(Number(entry.at) * 1_000).toISOString().replace('.000', ''),
    kind: enumCode(AuditKind, entry.kind),
    who: actorOf(entry),
    outcome: enumCode(AuditOutcome, entry.outcome),
    count: entry.count,
    reference: entry.reference.toString('hex'),
    with: detailsOf(entry),
  };
}

function actorOf({ actor, organisation, operator, holder }: AuditEntry): string {
  if (actor === AuditActor.ORGANISATION) return `organisation ${organisation}`;
  return [enumCode(AuditActor, actor), operator || holder].join(' ').trimEnd();
}

function detailsOf({ digest, registryVersion, ofImport, releaseId, prunedTo }: AuditEntry): string {
  if (prunedTo !== undefined) return `up to entry ${prunedTo.sequence}`;
  if (releaseId !== '') return releaseId;
  const version = registryVersion > 0 ? [`version ${registryVersion}`] : [];
  const made = digest.length > 0 ? [`digest ${digest.toString('hex')}`] : [];
  return [...version, ...made, ...(ofImport ? ['import'] : [])].join(', ');
}

export function parseAuditKind(word: string): AuditKind {
  const found = Object.values(AuditKind).find((kind) => enumCode(AuditKind, kind) === word);
  return found ?? AuditKind.UNSPECIFIED;
}

export function enumCode(values: Readonly<Record<string, number>>, value: number): string {
  const name = Object.entries(values).find(([, number]) => number === value)?.[0] ?? 'unknown';
  return name.toLowerCase().replaceAll('_', '-');
}

const TIME = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d)?Z)?$/;

function parseSeconds(flag: string, text: string | undefined): bigint {
  if (text === undefined) return 0n;
  const ms = TIME.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw usageFailure(`${flag} got "${text}"; it wants a time such as 2026-03-14 or 2026-03-14T10:30Z`);
  return BigInt(ms / 1_000);
}
