import { resolve } from 'node:path';
import {
  DEFAULT_RELEASE_PLAN,
  explainPlan,
  parseReleasePlan,
  type ReleasePlan,
} from '@waylight/disclosure-control';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { type ConnectionFlags, withConnection } from '../../connection/flags.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { readJson } from '../../report-file/read-file.ts';
import { wrapText } from '../../tables/text-table.ts';

type PlanFlags = ConnectionFlags & {
  readonly file?: string;
  readonly region?: boolean;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  command
    .description(
      'Explains the release plan: tables, audiences, times and forms. As JSON it prints the plan itself.',
    )
    .option('--file <file>', 'a plan file in place of the default plan')
    .option('--region', "the region's plan, fetched from insights")
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight release plan --region');
  withConnection(command).action(context.action((flags: PlanFlags) => showPlan(context, flags)));
};

type ExplainedPlan = { readonly paragraphs: readonly string[]; readonly document: string };

async function showPlan(context: CommandContext, flags: PlanFlags): Promise<ExitCode> {
  const { paragraphs, document } =
    flags.region === true ? await fetchPlan(context, flags) : explain(await readPlan(context, flags));
  // The JSON text is printed unchanged, so that the output can be used as a plan file.
  if (flags.format === 'json') context.print(document);
  else for (const text of paragraphs) context.print(wrapText(text, context.columns ?? 120).join('\n'));
  return EXIT.ok;
}

async function fetchPlan(context: CommandContext, flags: PlanFlags): Promise<ExplainedPlan> {
  if (flags.file !== undefined)
    throw usageFailure('--region and --file name two plans: use only one of them');
  const connection = await context.connect(flags);
  return (await connection.insights()).getReleasePlan({});
}

const explain = (plan: ReleasePlan): ExplainedPlan => ({
  paragraphs: explainPlan(plan),
  document: JSON.stringify(plan),
});

async function readPlan(context: CommandContext, flags: PlanFlags): Promise<ReleasePlan> {
  if (flags.file === undefined) return DEFAULT_RELEASE_PLAN;
  const file = resolve(context.cwd, flags.file);
  const parsed = parseReleasePlan(await readJson(context, file));
  if (parsed.ok) return parsed.plan;
  throw usageFailure(`${file} is not a release plan`, ...parsed.problems);
}
