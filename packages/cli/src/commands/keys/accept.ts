import { resolve } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { fingerprintsOf, type MergedKeys, mergeSharedKeys, type NodeKeys } from '@waylight/node-keys';
import { decryptSharedKeys } from '@waylight/node-keys/envelopes';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import { describeFingerprints, describeMissing } from '../../keys/describe-keys.ts';
import {
  type KeyFiles,
  type NodeFlags,
  noIdentity,
  readIdentity,
  readKeyFiles,
  withNodeFlags,
  writeKeys,
} from '../../keys/key-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { readJson } from '../../report-file/read-file.ts';
import { type ConfirmFlags, confirm, FINGERPRINT_DIFFERS, yesOption } from '../../terminal/confirm.ts';

type AcceptFlags = NodeFlags & ConfirmFlags & { readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withNodeFlags(command)
    .description(
      'Adds the keys that another node shares (keys share), after a comparison of fingerprints by telephone. Never replaces a ' +
        'key. A running node uses the added keys within seconds.',
    )
    .argument('<file>', 'the file of shared keys')
    .addOption(yesOption())
    .option('--dry-run', 'print what would be added, and the fingerprints')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight keys accept shared-keys.json')
    .action(context.action((file: string, flags: AcceptFlags) => acceptKeys(context, file, flags)));
};

async function acceptKeys(context: CommandContext, file: string, flags: AcceptFlags): Promise<ExitCode> {
  const files = await readKeyFiles(context, flags);
  const { from, keys, added } = await openAndMerge(context, file, files);
  const fingerprints = fingerprintsOf(keys, files.organisations);
  const comparable = fingerprintsOf(keys, organisationsOf(from, files));
  const isAdding = added.length > 0 && flags.dryRun !== true;
  if (isAdding && flags.yes !== true)
    await confirm(
      context,
      [
        `Telephone the operator of ${from}. Does their "waylight keys show" print the same?\n  ${describeFingerprints(comparable).join('\n  ')}`,
      ],
      FINGERPRINT_DIFFERS,
    );
  if (isAdding) await writeKeys(files, keys);
  const outcome = added.length === 0 ? 'unchanged' : isAdding ? 'accepted' : 'would-be-accepted';
  if (flags.format === 'json') context.printJson({ outcome, from, added, ...fingerprints });
  else
    context.print(
      [
        added.length === 0
          ? `nothing is new in the keys of ${from}`
          : `${isAdding ? 'added' : 'would be added'} from ${from}: ${added.join(', ')}`,
        ...describeFingerprints(fingerprints),
        ...describeMissing(fingerprints),
        ...(isAdding ? [] : ['Nothing was changed.']),
      ].join('\n'),
    );
  return EXIT.ok;
}

/** The other node has keys of these organisations only, so its operator can confirm no others. */
const organisationsOf = (node: NodeCountry, { organisations }: KeyFiles) =>
  organisations.filter(({ countries }) => countries.includes(node));

async function openAndMerge(
  context: CommandContext,
  file: string,
  files: KeyFiles,
): Promise<{ readonly from: NodeCountry; readonly keys: NodeKeys; readonly added: readonly string[] }> {
  const identity = await readIdentity(files);
  if (identity === undefined) throw noIdentity(files);
  const input = await readJson(context, resolve(context.cwd, file));
  const opened = await decryptSharedKeys(input, files.keys.node, identity.identity);
  if ('problem' in opened)
    throw refusedFailure(
      `${file} cannot be accepted: ${opened.problem}`,
      "Ask for a new file. It must be encrypted for this node's public encryption key (waylight keys show).",
    );
  const { from, shared } = opened;
  const merged = mergeSharedKeys(files.keys, shared, organisationsOf(from, files));
  switch (merged.kind) {
    case 'merged':
      return { from, keys: merged.keys, added: merged.added };
    case 'foreign':
      throw refusedFailure(
        `by this node's registry ${from} and ${files.keys.node} do not share keys of ${merged.names.join(', ')}: nothing was changed`,
        `Copy the newest registry to ${files.registry.file} (now version ${files.registry.version}), and accept the file again.`,
      );
    case 'conflict':
      throw conflictFailure(merged, from, files);
    default:
      return merged satisfies never;
  }
}

function conflictFailure(
  { names }: Extract<MergedKeys, { readonly kind: 'conflict' }>,
  from: NodeCountry,
  { file, keys }: KeyFiles,
) {
  return refusedFailure(
    `${keys.node} and ${from} created different keys: ${names.join(', ')}. Nothing was changed`,
    'Agree which of the two keeps its keys, and accepts no other.',
    `A node that received reports of ${names.join(', ')} must keep the key: with another one they count twice.`,
    'If both did, the organisation first retracts its reports at one of them.',
    `At the other node: stop it, remove ${names.map((name) => `"${name}"`).join(' and ')} in "referenceKeys" from its keys file (here ${file}), run keys accept, start it.`,
  );
}
