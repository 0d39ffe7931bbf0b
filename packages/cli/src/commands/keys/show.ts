import { fingerprintsOf } from '@waylight/node-keys';
import { nodeRecipient } from '@waylight/node-keys/envelopes';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { describeFingerprints, describeMissing } from '../../keys/describe-keys.ts';
import { type NodeFlags, readIdentity, readKeyFiles, withNodeFlags } from '../../keys/key-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type ShowFlags = NodeFlags & { readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withNodeFlags(command)
    .description(
      "Prints fingerprints of the node's public encryption key and of the keys that it shares with other nodes. Nodes with the " +
        'same keys and registry print the same. A fingerprint reveals nothing about a key.',
    )
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight keys show --dir /srv/waylight')
    .action(context.action((flags: ShowFlags) => showKeys(context, flags)));
};

async function showKeys(context: CommandContext, flags: ShowFlags): Promise<ExitCode> {
  const files = await readKeyFiles(context, flags);
  const { keys, organisations, registry } = files;
  const identity = await readIdentity(files);
  const recipient = identity && nodeRecipient(keys.node, identity.recipient);
  const fingerprints = fingerprintsOf(keys, organisations);
  const withoutKey = organisations
    .filter(({ id, countries }) => countries.includes(keys.node) && keys.referenceKeys[id] === undefined)
    .map(({ id }) => id)
    .filter((id) => !fingerprints.missing.includes(id));
  if (flags.format === 'json')
    context.printJson({
      node: keys.node,
      registryVersion: registry.version,
      recipient,
      ...fingerprints,
      withoutKey,
    });
  else
    context.print(
      [
        `node ${keys.node}, registry version ${registry.version}`,
        `public encryption key: ${recipient?.fingerprint ?? `none (${files.identityFile} is missing)`}`,
        ...describeFingerprints(fingerprints),
        ...describeMissing(fingerprints),
        ...withoutKey.map((id) => `no key of ${id}: run waylight keys add-organisation ${id}`),
      ].join('\n'),
    );
  return EXIT.ok;
}
