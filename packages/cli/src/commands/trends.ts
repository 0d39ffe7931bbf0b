import { LANGUAGES } from '@waylight/taxonomy/languages';
import { type Command, Option } from 'commander';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type TrendsFlags = ConnectionFlags & {
  readonly layer: string;
  readonly unit: string;
  readonly by: string;
  readonly period: string;
  readonly from?: string;
  readonly to?: string;
  readonly country?: readonly string[];
  readonly where?: readonly string[];
  readonly own?: boolean;
  readonly format: Format;
  readonly lang: string;
};

export function registerTrends(program: Command, kit: Kit): void {
  const command = program
    .command('trends')
    .summary('what is counted: the public record, released tables, or own reports')
    .description(
      'Answers a question from the public record (exact), from a released table (rounded), or with --own from ' +
        "one's own reports at one's own node (exact). Where no released table answers, the nearest is named.",
    )
    .option('--layer <layer>', 'reports or public-record', 'reports')
    .option('--unit <unit>', 'reports, incidents or victims; never added together', 'incidents')
    .option(
      '--by <dimensions>',
      'by commas: period, country, area, segment, type, type-group, cause, perpetrator, method, person-group, ' +
        'origin-region, share-with, group-size, service, exact-type; of the public record also source-quality, place-precision; or total',
      'period',
    )
    .option('--period <length>', 'week, month, quarter or year', 'month')
    .option('--from <period>', 'the first: 2025, 2025-Q1, 2025-03, 2025-W10 or 2025-03-14')
    .option('--to <period>', 'the last, counted in')
    .option('--country <cc...>', 'only what happened there; with --own, whose node is asked')
    .option('--where <dimension=codes...>', 'only these, such as type=pushback,chain-pushback')
    .option(
      '--own',
      "one's own exact numbers, from the node of --country; a period that is not over is marked",
    )
    .addOption(new Option('--lang <language>', 'language of the labels').choices(LANGUAGES).default('en'))
    .addOption(formatOption())
    .addHelpText(
      'after',
      `
Examples:
  npx waylight trends --layer public-record --unit victims --by period,cause --period year
  npx waylight trends --by period,country,type-group --period month --from 2025
  npx waylight trends --own --country MK --by type`,
    );
  withConnection(command).action(
    kit.action(async (flags: TrendsFlags) => {
      const { showTrends } = await import('../trends/show-trends.ts');
      return showTrends(kit, flags);
    }),
  );
}
