import type { NodeCountry } from '@waylight/contracts';
import type { AuditFlags } from '../commands/audit.ts';
import type { AuditedService, Connection } from '../connection/connect.ts';
import { nodeCountry } from '../connection/country.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

/** The service whose audit or retention the flags name, and whoever asks it. */
export async function connectToAuditedService(
  kit: Kit,
  flags: AuditFlags,
): Promise<{ readonly connection: Connection; readonly of: AuditedService }> {
  const { aggregation = false, ofInsights = false } = flags;
  if ([aggregation, ofInsights, flags.country !== undefined].filter(Boolean).length > 1)
    throw usageFailure('of which service? Say one of --country, --aggregation and --of-insights');
  if (aggregation || ofInsights)
    return {
      connection: await kit.connect(flags, { operator: true }),
      of: aggregation ? 'aggregation' : 'insights',
    };
  const country = nodeCountry(flags.country);
  const caller = flags.operator === true ? { operator: true } : { country };
  return { connection: await kit.connect(flags, caller), of: country };
}

/** The same of a service that says what it removed: insights keeps nothing of reports. */
export async function connectToRetentionService(
  kit: Kit,
  flags: Omit<AuditFlags, 'ofInsights'>,
): Promise<{ readonly connection: Connection; readonly of: NodeCountry | 'aggregation' }> {
  const { connection, of } = await connectToAuditedService(kit, flags);
  if (of === 'insights') throw new TypeError('there is no flag that names insights');
  return { connection, of };
}
