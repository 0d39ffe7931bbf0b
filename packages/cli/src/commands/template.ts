import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createTemplateWorkbook } from '@waylight/import/template';
import { isLanguage, LANGUAGES } from '@waylight/taxonomy';
import type { CommandContext, DefineCommand } from '../command-context.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';

type TemplateFlags = { readonly lang: string; readonly out?: string };

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Creates an XLSX file with drop-downs in a language of the region. Once filled in, it is imported without a mapping.',
    )
    .requiredOption('--lang <language>', LANGUAGES.join(', '))
    .option('--out <file>', 'the new file (default: waylight-reports.<lang>.xlsx)')
    .addHelpText(
      'after',
      `
Example:
  waylight template --lang sq --out raporte.xlsx
  waylight import raporte.xlsx --country AL`,
    )
    .action(context.action((flags: TemplateFlags) => writeTemplate(context, flags)));
};

export async function writeTemplate(
  context: Pick<CommandContext, 'cwd' | 'print'>,
  { lang, out }: TemplateFlags,
): Promise<ExitCode> {
  const language = LANGUAGES.find((known) => known.toLowerCase() === lang.toLowerCase());
  if (language === undefined || !isLanguage(language))
    throw usageFailure(`--lang got "${lang}"; expected one of ${LANGUAGES.join(', ')}`);
  const file = out ?? `waylight-reports.${language}.xlsx`;
  const bytes = await createTemplateWorkbook(language);
  try {
    // An existing file may be filled in.
    await writeFile(resolve(context.cwd, file), bytes, { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw usageFailure(
        `${file} already exists; nothing was written`,
        'The file may be filled in. Use another name with --out, or move the file.',
      );
    throw usageFailure(`cannot write ${file}`, cause instanceof Error ? cause.message : '');
  }
  context.print(file);
  return EXIT.ok;
}
