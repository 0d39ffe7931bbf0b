import type { Command } from 'commander';
import { withConnection } from '../connection/flags.ts';
import type { ImportFlags } from '../import/import-command.ts';
import type { Kit } from '../kit.ts';

export function registerImport(program: Command, kit: Kit): void {
  const command = program
    .command('import')
    .summary('send a table: CSV or XLSX')
    .description(
      'Sends the rows of a CSV or XLSX file as reports. A mapping says what the columns mean; a template that was ' +
        'filled in needs none. If a row is refused nothing is sent. Importing again changes nothing, sends what ' +
        'changed as revisions, and finishes what was interrupted.',
    )
    .argument('[file]', 'CSV (, or ;; UTF-8, UTF-16, windows-1250, windows-1251) or XLSX')
    .option(
      '--mapping <name|file>',
      'what the columns mean: missing-migrants, kobo, or a YAML file of your own',
    )
    .option('--country <cc|auto>', "one country's node for all rows; auto: each row's own (default: auto)")
    .option('--dry-run', 'say what would happen and send nothing')
    .option('--partial', 'send the other rows where some are refused')
    .option('--encoding <name>', 'of a CSV file, where it is not found out')
    .option('--undo <import>', 'retract what an import created; its id stands in its summary')
    .option('--json', 'print the summary as JSON')
    .addHelpText(
      'after',
      `
Examples:
  npx waylight import examples/data/missing-migrants-western-balkans.csv --mapping missing-migrants --dry-run
  npx waylight import cases.xlsx --country MK
  npx waylight import --undo imp-0123456789ab --as MYLA`,
    );
  withConnection(command).action(
    kit.action(async (file: string | undefined, flags: ImportFlags) => {
      const { runImportCommand } = await import('../import/import-command.ts');
      return runImportCommand(kit, file, flags);
    }),
  );
}
