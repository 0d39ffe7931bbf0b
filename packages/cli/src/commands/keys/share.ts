import { rename, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Organisation } from '@waylight/access';
import { NODE_COUNTRIES } from '@waylight/contracts';
import { addSharedKeys, fingerprintsOf, isShared } from '@waylight/node-keys';
import { encryptSharedKeys, type NodeRecipient, parseRecipients } from '@waylight/node-keys/envelopes';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { usageFailure } from '../../failure.ts';
import { describeFingerprints } from '../../keys/describe-keys.ts';
import {
  type KeyFiles,
  type NodeFlags,
  readKeyFiles,
  withNodeFlags,
  writeKeys,
} from '../../keys/key-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { readJson } from '../../report-file/read-file.ts';
import { type ConfirmFlags, confirm, FINGERPRINT_DIFFERS, yesOption } from '../../terminal/confirm.ts';

type ShareFlags = NodeFlags &
  ConfirmFlags & { readonly to: string; readonly out: string; readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withNodeFlags(command)
    .description(
      'Encrypts the reference keys of organisations that report in several countries for other nodes: one ' +
        'envelope for each node, with only the keys that it needs. Creates missing keys, which only one node may do. Whoever ' +
        'carries the file cannot open it. Repeat the command after a new organisation of several countries.',
    )
    .requiredOption(
      '--to <file>',
      'public encryption keys of the nodes, from the region: [{"country", "recipient", "fingerprint"}]',
    )
    .requiredOption('--out <file>', 'file to write')
    .addOption(yesOption())
    .option('--dry-run', 'say what would be created and encrypted, and write nothing')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight keys share --to nodes.json --out shared-keys.json')
    .action(context.action((flags: ShareFlags) => shareKeys(context, flags)));
};

async function shareKeys(context: CommandContext, flags: ShareFlags): Promise<ExitCode> {
  const files = await readKeyFiles(context, flags);
  const { organisations } = files;
  const recipients = await readRecipients(context, flags.to, files);
  const keys = addSharedKeys(files.keys, organisations);
  const created = fingerprintsOf(files.keys, organisations).missing;
  if (flags.dryRun !== true) {
    if (flags.yes !== true) await confirm(context, questions(created, recipients), FINGERPRINT_DIFFERS);
    // Written first: a file of keys that this node does not have could not be created again.
    if (created.length > 0) await writeKeys(files, keys);
    const envelopes = await encryptSharedKeys(keys, organisations, recipients);
    await writeAtomically(resolve(context.cwd, flags.out), `${JSON.stringify(envelopes, undefined, 2)}\n`);
  }
  const shared = {
    created,
    to: recipients.map(({ country }) => country),
    missingNodes: findMissingNodes(files, recipients),
    elsewhere: organisations.filter((one) => isSharedElsewhere(one, files)).map(({ id }) => id),
    fingerprints: fingerprintsOf(keys, organisations),
  };
  if (flags.format === 'json') {
    const { fingerprints, ...others } = shared;
    // Keys that a dry run created are lost, so their fingerprints would mislead.
    context.printJson({
      outcome: flags.dryRun === true ? 'would-be-shared' : 'shared',
      ...others,
      ...(flags.dryRun === true ? {} : fingerprints),
    });
  } else context.print(describeShared(shared, files, flags).join('\n'));
  return EXIT.ok;
}

async function readRecipients(
  context: CommandContext,
  to: string,
  { keys }: KeyFiles,
): Promise<readonly NodeRecipient[]> {
  const parsed = parseRecipients(await readJson(context, resolve(context.cwd, to)));
  if ('problems' in parsed) throw usageFailure(`${to} has wrong entries`, ...parsed.problems);
  const others = parsed.recipients.filter(({ country }) => country !== keys.node);
  if (others.length === 0) throw usageFailure(`${to} lists no node other than ${keys.node}`);
  return others;
}

const questions = (created: readonly string[], recipients: readonly NodeRecipient[]): string[] => [
  ...(created.length === 0
    ? []
    : [
        `This node creates: ${created.join(', ')}. Only one node may do so, and the others accept its keys. Is it this one?`,
      ]),
  ...recipients.map(
    ({ country, fingerprint }) =>
      `Telephone the operator of ${country}. Does their "waylight keys show" print this public encryption key?\n  ${fingerprint}`,
  ),
];

/** The other nodes that get no envelope, and the keys that each of them needs. */
function findMissingNodes({ keys, organisations }: KeyFiles, recipients: readonly NodeRecipient[]) {
  return NODE_COUNTRIES.filter(
    (node) => node !== keys.node && !recipients.some(({ country }) => country === node),
  )
    .map((node) => ({
      node,
      keys: organisations
        .filter((one) => isShared(one, keys.node) && one.countries.includes(node))
        .map(({ id }) => id),
    }))
    .filter(({ keys: lacking }) => lacking.length > 0);
}

const isSharedElsewhere = ({ countries }: Organisation, { keys }: KeyFiles): boolean =>
  !countries.includes(keys.node) && new Set(countries).size > 1;

async function writeAtomically(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { flush: true }).catch((error: NodeJS.ErrnoException) => {
    throw usageFailure(`--out: cannot write ${file} (${error.code})`);
  });
  await rename(`${file}.new`, file);
}

type Shared = {
  readonly created: readonly string[];
  readonly to: readonly string[];
  readonly missingNodes: ReturnType<typeof findMissingNodes>;
  readonly elsewhere: readonly string[];
  readonly fingerprints: ReturnType<typeof fingerprintsOf>;
};

function describeShared(
  { created, to, missingNodes, elsewhere, fingerprints }: Shared,
  { keys }: KeyFiles,
  { out, dryRun }: ShareFlags,
): string[] {
  const would = dryRun === true ? 'would be ' : '';
  return [
    ...(created.length === 0 ? [] : [`${would}created: ${created.join(', ')}`]),
    `${would}encrypted for ${to.join(', ')}: ${out}`,
    ...missingNodes.map(({ node, keys: lacking }) => `not for ${node}, which needs ${lacking.join(', ')}`),
    ...elsewhere.map(
      (id) => `not shared: ${id}, which does not report at ${keys.node}; share it at one of its nodes`,
    ),
    ...(dryRun === true
      ? ['Nothing was changed.']
      : [
          ...describeFingerprints(fingerprints),
          'The region may carry the file. At each node: waylight keys accept. Compare these fingerprints by telephone.',
        ]),
  ];
}
