import { LANGUAGES } from '@waylight/taxonomy/languages';
import { type Command, Option } from 'commander';
import { COUNTRY_FLAG, COUNTRY_HELP } from '../connection/country.ts';
import { type ConnectionFlags, withConnection } from '../connection/flags.ts';
import type { Kit } from '../kit.ts';
import { type Format, formatOption } from './format.ts';

export type CodesFlags = ConnectionFlags & {
  readonly country?: string;
  readonly lang: string;
  readonly format: Format;
};

export function registerCodes(program: Command, kit: Kit): void {
  const command = program
    .command('codes')
    .summary('the code lists that reports are coded with')
    .description('Prints the code lists of a node with labels: one list, or all of them.')
    .argument('[list]', 'such as incidentType, country, area, segment')
    .option(COUNTRY_FLAG, `${COUNTRY_HELP} (default: the first of the organisation)`)
    .addOption(new Option('--lang <language>', 'language of the labels').choices(LANGUAGES).default('en'))
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  npx waylight codes incidentType --lang sq');
  withConnection(command).action(
    kit.action(async (list: string | undefined, flags: CodesFlags) => {
      const { listCodes } = await import('../codes/list-codes.ts');
      return listCodes(kit, list, flags);
    }),
  );
}
