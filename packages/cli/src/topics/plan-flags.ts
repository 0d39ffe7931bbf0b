import type { NodeCountry } from '@waylight/contracts';
import { type DesiredLog, desiredLog } from '@waylight/event-log';
import type { Command } from 'commander';
import { COUNTRY_FLAG, nodeCountry } from '../connection/country.ts';
import { type DocumentFormat, documentFormatOption } from '../options.ts';
import { type LogFlags, withLogFlags } from './open-log.ts';

export type PlanFlags = LogFlags & {
  readonly country?: readonly NodeCountry[];
  readonly format: DocumentFormat;
};

/** Adds the flags of the desired state. */
export function withPlanFlags(command: Command): Command {
  return withLogFlags(command)
    .option(
      COUNTRY_FLAG,
      'only the topics and rules of this node, and of the region; repeatable (default: all six nodes)',
      (text: string, former: readonly NodeCountry[] = []) => [...former, nodeCountry(text)],
    )
    .option('--partitions <n>', 'partitions of the topics of reports and activity, as the services have it')
    .addOption(documentFormatOption());
}

export function desiredLogOf({ country }: PlanFlags, names: Parameters<typeof desiredLog>[0]): DesiredLog {
  return desiredLog({ ...names, ...(country === undefined ? {} : { countries: country }) });
}
