import { addLocalKeys, isShared } from '@waylight/node-keys';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure } from '../../failure.ts';
import {
  type KeyFiles,
  type NodeFlags,
  readKeyFiles,
  withNodeFlags,
  writeKeys,
} from '../../keys/key-files.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';
import { type ConfirmFlags, confirm, FINGERPRINT_DIFFERS, yesOption } from '../../terminal/confirm.ts';

type AddFlags = NodeFlags & ConfirmFlags & { readonly format: DocumentFormat };

export const define: DefineCommand = (command, context) => {
  withNodeFlags(command)
    .description(
      "Creates the reference key of a new organisation that reports only at this node, and is in the node's registry. A running " +
        'node uses the key within seconds. The nodes of an organisation of several countries get its key by keys share and accept.',
    )
    .argument('<id>', "the organisation's id in the registry")
    .addOption(yesOption())
    .option('--dry-run', 'say what would be created, and write nothing')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  waylight keys add-organisation LEGIS')
    .action(context.action((id: string, flags: AddFlags) => addOrganisation(context, id, flags)));
};

async function addOrganisation(context: CommandContext, id: string, flags: AddFlags): Promise<ExitCode> {
  const files = await readKeyFiles(context, flags);
  const organisation = findLocalOrganisation(id, files);
  const hasKey = files.keys.referenceKeys[id] !== undefined;
  const isAdding = !hasKey && flags.dryRun !== true;
  if (isAdding && flags.yes !== true)
    await confirm(
      context,
      [
        `Has ${id} never reported at this node? With a new key its earlier reports would count twice: restore its former key.`,
      ],
      FINGERPRINT_DIFFERS,
    );
  if (isAdding) await writeKeys(files, addLocalKeys(files.keys, [organisation]));
  const outcome = hasKey ? 'unchanged' : isAdding ? 'created' : 'would-be-created';
  if (flags.format === 'json') context.printJson({ outcome, organisation: id, node: files.keys.node });
  else
    context.print(
      {
        unchanged: `${files.keys.node} has a key of ${id} already. Nothing was changed.`,
        created: `created the key of ${id} at ${files.keys.node}. Back up the keys file.`,
        'would-be-created': `would create the key of ${id} at ${files.keys.node}. Nothing was changed.`,
      }[outcome],
    );
  return EXIT.ok;
}

function findLocalOrganisation(id: string, { keys, organisations, registry }: KeyFiles) {
  const organisation = organisations.find((one) => one.id === id);
  const { file, version } = registry;
  if (organisation === undefined)
    throw refusedFailure(
      `the registry has no organisation ${id}`,
      `The region adds it (waylight registry add-organisation). Then copy the registry to ${file} (now version ${version}).`,
    );
  const others = organisation.countries.filter((country) => country !== keys.node);
  if (!organisation.countries.includes(keys.node))
    throw refusedFailure(
      `by the registry ${id} does not report at ${keys.node}, but at ${others.join(', ')}`,
    );
  if (isShared(organisation, keys.node))
    throw refusedFailure(
      `${id} also reports at ${others.join(', ')}, and its key must be the same at all its nodes`,
      'One of its nodes runs waylight keys share, which creates the key; the others run waylight keys accept.',
    );
  return organisation;
}
