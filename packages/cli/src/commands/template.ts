import type { Command } from 'commander';
import type { Kit } from '../kit.ts';
import type { TemplateFlags } from '../template/template-command.ts';

export function registerTemplate(program: Command, kit: Kit): void {
  program
    .command('template')
    .summary('make a spreadsheet to fill in')
    .description(
      'Makes an XLSX file with drop-downs in a language of the region. Filled in, it is imported without a mapping.',
    )
    .requiredOption('--lang <language>', 'en, sq, sr-Latn, sr-Cyrl, mk, bs or cnr')
    .option('--out <file>', 'where to write it (default: waylight-reports.<lang>.xlsx)')
    .addHelpText(
      'after',
      `
Example:
  npx waylight template --lang sq --out raporte.xlsx
  npx waylight import raporte.xlsx --country AL`,
    )
    .action(
      kit.action(async (flags: TemplateFlags) => {
        const { writeTemplate } = await import('../template/template-command.ts');
        return writeTemplate(kit, flags);
      }),
    );
}
