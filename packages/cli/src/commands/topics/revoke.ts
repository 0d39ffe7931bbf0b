import { kafkaPrincipal, type NodeCountry, nodePrincipal } from '@waylight/contracts';
import { readmitNode, revokeNode } from '@waylight/event-log';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { COUNTRY_FLAG, COUNTRY_HELP, nodeCountry } from '../../connection/country.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import {
  type LogFlags,
  readLogVariables,
  withLogAdministration,
  withLogFlags,
} from '../../topics/open-log.ts';

type RevokeFlags = LogFlags & {
  readonly country: NodeCountry;
  readonly undo?: true;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withLogFlags(command)
    .description(
      'Excludes a node from the event log within seconds, if its key leaked: rules deny it everything, whatever other rules ' +
        'permit, and its own rules are deleted. The node still accepts reports, and sends them later.',
    )
    .requiredOption(COUNTRY_FLAG, COUNTRY_HELP, (text: string) => nodeCountry(text))
    .option('--undo', 'end the exclusion; then run topics apply')
    .option('--dry-run', 'say what would be done')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight topics revoke --country MK --env-file /srv/waylight/kafka.env',
    )
    .action(context.action((flags: RevokeFlags) => revoke(context, flags)));
};

async function revoke(context: CommandContext, flags: RevokeFlags): Promise<ExitCode> {
  const { country, undo, dryRun } = flags;
  const { commonName } = nodePrincipal(country);
  const variables = await readLogVariables(context, flags);
  return withLogAdministration(variables, async ({ administration }) => {
    if (dryRun === true) {
      const principal = kafkaPrincipal(commonName);
      const rules = (await administration.listAcls()).filter((acl) => acl.principal === principal).length;
      const what = undo === true ? 'would be readmitted' : 'would be excluded';
      return print(context, flags, what, [
        `CN=${commonName} ${what}; it has ${rules} rules.`,
        'Nothing was changed.',
      ]);
    }
    if (undo === true) {
      await readmitNode(administration, country);
      return print(context, flags, 'readmitted', [
        `CN=${commonName} is no longer excluded. Every certificate of this name is admitted, also a leaked one,`,
        'unless brokers no longer trust its authority. Create its rules: waylight topics apply',
      ]);
    }
    const deleted = await revokeNode(administration, country);
    return print(context, flags, 'excluded', [
      `CN=${commonName} is excluded: everything is denied to it, and ${deleted.length} rules were deleted.`,
      'Before you undo that, replace the authority of the log. See "Leaked log key" in the operations manual.',
    ]);
  });
}

function print(
  context: CommandContext,
  { format, country }: RevokeFlags,
  outcome: string,
  lines: string[],
): ExitCode {
  if (format === 'json') context.printJson({ outcome: outcome.replaceAll(' ', '-'), country });
  else context.print(lines.join('\n'));
  return EXIT.ok;
}
