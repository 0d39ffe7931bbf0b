import { resolve } from 'node:path';
import { authorityLayout, regionLayout } from '@waylight/deployment';
import { readAuthority } from '@waylight/service-kit';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { translateCredentialError } from '../../connection/identity.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type DirFlags, folderOf, requireFile, withDir } from '../../machine/dir-flag.ts';
import { ownerOf } from '../../machine/machine-files.ts';
import { writeRegionCertificates } from '../../machine/region-certificates.ts';
import { readRegionSettings } from '../../machine/region-folder.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type RenewFlags = DirFlags & {
  readonly authority?: string;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Replaces the certificates of the region's services. Aggregation and insights adopt them while they run; Kafka and Redis " +
        'read them at their next start.',
    ),
    'region',
  )
    .option('--authority <dir>', "folder of the authorities (default: authority in the region's folder)")
    .option('--dry-run', 'say what would be done')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  sudo waylight region renew --authority /media/authority')
    .action(context.action((flags: RenewFlags) => renew(context, flags)));
};

async function renew(context: CommandContext, flags: RenewFlags): Promise<ExitCode> {
  const layout = regionLayout(folderOf(flags, context));
  requireFile(layout.settings, 'Name the folder of the region with --dir.');
  const folders = authorityLayout(resolve(context.cwd, flags.authority ?? layout.authority));
  const authorities = await translateCredentialError(async () => ({
    ca: await readAuthority(folders.ca),
    logCa: await readAuthority(folders.logCa),
  }));
  const { host } = await readRegionSettings(layout);
  if (flags.dryRun !== true)
    await writeRegionCertificates(layout, authorities, host, await ownerOf(layout.keys));
  const outcome = flags.dryRun === true ? 'would-be-renewed' : 'renewed';
  if (flags.format === 'json') context.printJson({ outcome, dir: layout.dir });
  else
    context.print(
      flags.dryRun === true
        ? `would renew the certificates of aggregation, insights, Kafka and Redis for ${host}\nNothing was changed.`
        : 'Renewed. Restart Kafka and Redis at a quiet hour: docker compose restart kafka redis',
    );
  return EXIT.ok;
}
