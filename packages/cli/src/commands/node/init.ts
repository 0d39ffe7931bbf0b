import { existsSync } from 'node:fs';
import { SERVICE_PORTS } from '@waylight/contracts';
import { formatVariables, nodeLayout, nodeSettings, RUNNERS, type Runner } from '@waylight/deployment';
import { createNodeKeysFile } from '@waylight/node-keys';
import { createIdentity } from '@waylight/node-keys/envelopes';
import { Option } from 'commander';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { nodeCountry } from '../../connection/country.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { writeComposeFiles } from '../../machine/compose-files.ts';
import { type DirFlags, folderOf, requireHost, withDir } from '../../machine/dir-flag.ts';
import {
  makePrivateFolder,
  makePublicFolder,
  serviceOwner,
  writePublic,
  writeSecret,
} from '../../machine/machine-files.ts';
import { createNodeRequests, describeRequests } from '../../machine/node-requests.ts';
import { readVersion } from '../../machine/shipped-files.ts';
import { type DocumentFormat, documentFormatOption, parsePort } from '../../options.ts';
import { type ExamineFlags, examineHost } from '../../preflight/examine-host.ts';
import { NODE_NEEDS } from '../../preflight/preflight.ts';

type InitFlags = DirFlags &
  ExamineFlags & {
    readonly country?: string;
    readonly host: string;
    readonly port?: string;
    readonly healthPort: string;
    readonly runner: Runner;
    readonly dryRun?: true;
    readonly format: DocumentFormat;
  };

export const define: DefineCommand = (command, context) => {
  withDir(
    command.description(
      "Prepares this machine for a country's node. Checks it first, without any change; then creates folders, all private keys, " +
        'and requests.tar, which contains no secret: send it to the operator of the region.',
    ),
    'node',
  )
    .requiredOption('--country <cc>', 'country of the node')
    .requiredOption('--host <name>', 'name or address at which organisations reach the node')
    .option('--port <n>', 'port for organisations (default: 7001 to 7006, by country)')
    .option('--health-port <n>', 'port of health and metrics on this machine', '9100')
    .addOption(new Option('--runner <program>', 'what will run the node').choices(RUNNERS).default('compose'))
    .option('--region <host:port>', "address of the region's Kafka, to check the connection")
    .option('--force', 'continue although a check found something wrong')
    .option('--dry-run', 'only check this machine')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  sudo waylight node init --country MK --host mk.example.org --region region.example.org:9093',
    )
    .action(context.action((flags: InitFlags) => initNode(context, flags)));
};

async function initNode(context: CommandContext, flags: InitFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const host = requireHost(flags.host);
  const port = flags.port === undefined ? SERVICE_PORTS.intake[country] : parsePort('--port', flags.port);
  const healthPort = parsePort('--health-port', flags.healthPort);
  const layout = nodeLayout(folderOf(flags, context));
  if (existsSync(layout.nodeKeys))
    throw refusedFailure(
      `${layout.dir} already has a node's keys, and nothing was changed`,
      'For new certificates use waylight node renew; for another node use another --dir.',
    );
  const findings = await examineHost(
    context,
    layout.dir,
    {
      ...NODE_NEEDS,
      docker: flags.runner === 'compose' ? 'install it, or use --runner systemd' : undefined,
      ports: [port, healthPort],
    },
    flags,
  );
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'checked', findings });
    else context.print('Nothing was changed.');
    return EXIT.ok;
  }
  const owner = serviceOwner();
  await makePublicFolder(layout.dir);
  await makePublicFolder(layout.config);
  for (const folder of [layout.keys, layout.data, layout.pending.dir]) await makePrivateFolder(folder, owner);
  await writeComposeFiles(layout.dir, 'node');
  const machine = { dir: layout.dir, version: await readVersion(), user: `${owner.uid}:${owner.gid}` };
  const settings = nodeSettings(machine, { country, port, healthPort, runner: flags.runner });
  await writePublic(layout.settings, formatVariables(settings, 'By waylight node init'));
  const identity = await createIdentity();
  await writeSecret(layout.identity, `${identity.identity}\n`, owner);
  const fingerprint = await createNodeRequests(
    layout,
    { country, host, port, recipient: identity.recipient },
    owner,
  );
  // Written last: a node without it was not prepared completely.
  await writeSecret(layout.nodeKeys, JSON.stringify(createNodeKeysFile(country)), owner);
  if (flags.format === 'json')
    context.printJson({ outcome: 'prepared', requests: layout.requests, fingerprint });
  else
    context.print(
      [
        `Prepared ${layout.dir}. Its private keys never leave this machine: keep a copy of ${layout.nodeKeys} offline.`,
        ...describeRequests(layout, country, fingerprint),
      ].join('\n'),
    );
  return EXIT.ok;
}
