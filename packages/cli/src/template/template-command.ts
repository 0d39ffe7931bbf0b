import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { createTemplateWorkbook } from '@waylight/import/template';
import { isLanguage, LANGUAGES } from '@waylight/taxonomy';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';

export type TemplateFlags = { readonly lang: string; readonly out?: string };

export async function writeTemplate(
  kit: Pick<Kit, 'cwd' | 'print'>,
  { lang, out }: TemplateFlags,
): Promise<ExitCode> {
  const language = LANGUAGES.find((known) => known.toLowerCase() === lang.toLowerCase());
  if (language === undefined || !isLanguage(language))
    throw usageFailure(`--lang got "${lang}"; it wants one of ${LANGUAGES.join(', ')}`);
  const file = out ?? `waylight-reports.${language}.xlsx`;
  const bytes = await createTemplateWorkbook(language);
  try {
    // A file of that name may be one that somebody has filled in.
    await writeFile(resolve(kit.cwd, file), bytes, { flag: 'wx' });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST')
      throw usageFailure(
        `${file} is there already, and nothing was written`,
        'it may be filled in: say another name with --out, or move it away first',
      );
    const failure = usageFailure(`${file} can't be written`, cause instanceof Error ? cause.message : '');
    failure.cause = cause;
    throw failure;
  }
  kit.print(file);
  return EXIT.ok;
}
