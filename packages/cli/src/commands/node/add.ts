import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import {
  answerFingerprint,
  type NodeAnswer,
  type NodeRequest,
  packAnswer,
  type RegionLayout,
  regionLayout,
  requestFingerprint,
  unpackRequest,
} from '@waylight/deployment';
import { nodeRecipient } from '@waylight/node-keys/envelopes';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { nodeCountry } from '../../connection/country.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { confirmFingerprint } from '../../machine/confirm.ts';
import { type DirFlags, folderOf, requireFile, withDir } from '../../machine/dir-flag.ts';
import { grantRights } from '../../machine/grant-rights.ts';
import { writePublic } from '../../machine/machine-files.ts';
import { answerName, readArchive } from '../../machine/node-folder.ts';
import { readRegionSettings } from '../../machine/region-folder.ts';
import { signNode } from '../../machine/sign-node.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type AddFlags = DirFlags & {
  readonly requests: string;
  readonly authority?: string;
  readonly out?: string;
  readonly yes?: true;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withDir(
    command
      .description(
        "Adds a country's node to the region, or renews its certificates: signs its requests, sets its topics and rights on Kafka, " +
          'and writes an answer without secrets. Compare the fingerprint of the requests with the operator of the node by telephone.',
      )
      .argument('<country>', 'country of the node'),
    'region',
  )
    .requiredOption('--requests <file>', 'requests.tar of the node')
    .option('--authority <dir>', "folder of the authorities (default: authority in the region's folder)")
    .option('--out <file>', 'where the answer is written (default: answer-CC.tar here)')
    .option('--yes', 'the fingerprint was compared: do not ask')
    .option('--dry-run', 'check the requests, and change nothing')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight node add MK --requests requests.tar')
    .action(context.action((country: string, flags: AddFlags) => add(context, country, flags)));
};

async function add(context: CommandContext, named: string, flags: AddFlags): Promise<ExitCode> {
  const country = nodeCountry(named, 'the country');
  const layout = regionLayout(folderOf(flags, context));
  requireFile(
    layout.settings,
    'Prepare the region with waylight region init, or name its folder with --dir.',
  );
  const request = await unpackRequest(await readArchive(resolve(context.cwd, flags.requests)));
  if ('problem' in request) throw usageFailure(`${flags.requests} cannot be used: ${request.problem}`);
  if (request.node.country !== country)
    throw refusedFailure(`${flags.requests} is of the node ${request.node.country}, not of ${country}`);
  const former = await readNode(layout, country);
  const fingerprint = requestFingerprint(request);
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'can-be-added', fingerprint });
    else
      context.print(
        [...describeRequest(request, former), `Fingerprint: ${fingerprint}`, 'Nothing was changed.'].join(
          '\n',
        ),
      );
    return EXIT.ok;
  }
  for (const line of describeRequest(request, former)) context.printMessage(line);
  await confirmFingerprint(context, { fingerprint, whose: `the node ${country}`, yes: flags.yes });
  const authority = resolve(context.cwd, flags.authority ?? layout.authority);
  await grantRights(layout, authority, [country]);
  const signed = await signNode(authority, request);
  await writePublic(layout.node(country), `${JSON.stringify(request.node, null, 2)}\n`);
  const answer: NodeAnswer = {
    node: {
      version: 1,
      country,
      brokers: [(await readRegionSettings(layout)).kafkaAddress],
      nodes: await readRecipients(layout),
    },
    registry: await readFile(layout.registry, 'utf8'),
    ...signed,
  };
  const out = resolve(context.cwd, flags.out ?? answerName(country));
  await writeFile(out, await packAnswer(answer));
  const answered = answerFingerprint(answer);
  if (flags.format === 'json') context.printJson({ outcome: 'added', answer: out, fingerprint: answered });
  else
    context.print(
      [
        `Set the topics and rights of ${country} on Kafka.`,
        `Wrote ${out}; it contains no secret. Send it to the node, and read its fingerprint by telephone:`,
        `  ${answered}`,
      ].join('\n'),
    );
  return EXIT.ok;
}

type Node = NodeRequest['node'];

function describeRequest({ node }: NodeRequest, former: Node | undefined): string[] {
  const what = `${node.country} at ${node.host}, port ${node.port}`;
  if (former === undefined) return [`New node: ${what}.`];
  return [
    `Renewal: ${what}.`,
    ...(former.host === node.host ? [] : [`Attention: until now it was at ${former.host}.`]),
    ...(former.recipient === node.recipient
      ? []
      : ['Attention: it has another public key than before, as after a loss of the whole machine.']),
  ];
}

async function readNode(layout: RegionLayout, country: NodeCountry): Promise<Node | undefined> {
  const file = layout.node(country);
  return existsSync(file) ? (JSON.parse(await readFile(file, 'utf8')) as Node) : undefined;
}

async function readRecipients(layout: RegionLayout) {
  const files = (await readdir(layout.nodes)).filter((name) => name.endsWith('.json')).sort();
  return Promise.all(
    files.map(async (name) => {
      const { country, recipient } = JSON.parse(await readFile(join(layout.nodes, name), 'utf8')) as Node;
      return nodeRecipient(country, recipient);
    }),
  );
}
