import type { ChainStart } from '@waylight/audit';
import { AUDIT_KEPT_MONTHS, type NodeCountry } from '@waylight/contracts';
import type { AuditChainStart } from '@waylight/contracts/audit';
import type { Command } from 'commander';
import type { CommandContext } from '../command-context.ts';
import type { AuditedService, Connection } from '../connection/connect.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../connection/country.ts';
import type { ConnectionFlags } from '../connection/flags.ts';
import { usageFailure } from '../failure.ts';

/** Flags that choose one service: exactly one of `country`, `aggregation` and `ofInsights`. */
export type ServiceFlags = ConnectionFlags & {
  readonly country?: string;
  readonly aggregation?: boolean;
  readonly ofInsights?: boolean;
  readonly operator?: boolean;
};

export function withAuditedService(command: Command): Command {
  return withRetentionService(command).option(
    '--of-insights',
    'insights instead of a node; for operators and data-protection officers',
  );
}

/** The same flags without insights, which stores no data of reports. */
export function withRetentionService(command: Command): Command {
  return command
    .option(COUNTRY_FLAG, COUNTRY_HELP)
    .option('--aggregation', 'aggregation instead of a node; for operators and data-protection officers')
    .option('--operator', "use the operator's certificate");
}

export async function connectToAuditedService(
  context: CommandContext,
  flags: ServiceFlags,
): Promise<{ readonly connection: Connection; readonly of: AuditedService }> {
  const { aggregation = false, ofInsights = false } = flags;
  if ([aggregation, ofInsights, flags.country !== undefined].filter(Boolean).length > 1)
    throw usageFailure(
      'the flags name more than one service: use only one of --country, --aggregation and --of-insights',
    );
  if (aggregation || ofInsights)
    return {
      connection: await context.connect(flags, { operator: true }),
      of: aggregation ? 'aggregation' : 'insights',
    };
  const country = nodeCountry(flags.country);
  const caller = flags.operator === true ? { operator: true } : { country };
  return { connection: await context.connect(flags, caller), of: country };
}

export async function connectToRetentionService(
  context: CommandContext,
  flags: Omit<ServiceFlags, 'ofInsights'>,
): Promise<{ readonly connection: Connection; readonly of: NodeCountry | 'aggregation' }> {
  const { connection, of } = await connectToAuditedService(context, flags);
  if (of === 'insights') throw new TypeError('no flag names insights');
  return { connection, of };
}

export function parseChainStart({ sequence, prunedAt }: AuditChainStart): ChainStart {
  return { sequence: Number(sequence), prunedAtMs: 1_000 * Number(prunedAt) };
}

/** The first entry of a pruned chain. The sequence is 0 for callers who may not count entries. */
export function describePruning({ sequence, prunedAtMs }: ChainStart): string {
  const start = sequence === 0 ? 'Its oldest entries were pruned' : `It begins at entry ${sequence}`;
  const on = new Date(prunedAtMs).toISOString().slice(0, 10);
  return `${start}: entries older than ${AUDIT_KEPT_MONTHS} months were removed, last on ${on}.`;
}
