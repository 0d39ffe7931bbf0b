import { createPrivateKey, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseRegistry, type Registry } from '@waylight/access';
import { nodePrincipal } from '@waylight/contracts';
import {
  answerFingerprint,
  formatVariables,
  type NodeAnswer,
  type NodeLayout,
  nodeLayout,
  nodeVariables,
  unpackAnswer,
  type Variables,
} from '@waylight/deployment';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { parseEnvFile } from '../../installation/installation.ts';
import { confirmFingerprint } from '../../machine/confirm.ts';
import { type DirFlags, folderOf, withDir } from '../../machine/dir-flag.ts';
import { type Owner, ownerOf, writePublic, writeSecret } from '../../machine/machine-files.ts';
import { readArchive, readNodeFolder } from '../../machine/node-folder.ts';
import { addLocalReferenceKeys } from '../../machine/reference-keys.ts';
import { type DocumentFormat, documentFormatOption } from '../../options.ts';

type AcceptFlags = DirFlags & {
  readonly yes?: true;
  readonly dryRun?: true;
  readonly format: DocumentFormat;
};

export const define: DefineCommand = (command, context) => {
  withDir(
    command
      .description(
        "Installs the region's answer: certificates, authorities, registry and Kafka's address. It decides whom this node trusts, " +
          'so compare its fingerprint with the operator of the region by telephone.',
      )
      .argument('<answer>', 'the archive from the region, such as answer-MK.tar'),
    'node',
  )
    .option('--yes', 'the fingerprint was compared: do not ask')
    .option('--dry-run', 'check the answer, and change nothing')
    .addOption(documentFormatOption())
    .addHelpText('after', '\nExample:\n  sudo waylight node accept answer-MK.tar')
    .action(context.action((answer: string, flags: AcceptFlags) => accept(context, answer, flags)));
};

async function accept(context: CommandContext, file: string, flags: AcceptFlags): Promise<ExitCode> {
  const layout = nodeLayout(folderOf(flags, context));
  const own = await readNodeFolder(layout);
  const answer = await unpackAnswer(await readArchive(resolve(context.cwd, file)));
  if ('problem' in answer) throw usageFailure(`${file} cannot be used: ${answer.problem}`);
  if (answer.node.country !== own.country)
    throw refusedFailure(
      `${file} is for the node ${answer.node.country}, and this is the node ${own.country}`,
      `Ask the operator of the region for answer-${own.country}.tar.`,
    );
  const registry = readAnswerRegistry(file, answer);
  const keys = await matchKeys(layout, answer, file);
  const fingerprint = answerFingerprint(answer);
  if (flags.dryRun === true) {
    if (flags.format === 'json') context.printJson({ outcome: 'can-be-accepted', fingerprint });
    else context.print(`can be accepted; its fingerprint is ${fingerprint}\nNothing was changed.`);
    return EXIT.ok;
  }
  await confirmFingerprint(context, { fingerprint, whose: 'the region', yes: flags.yes });
  const owner = await ownerOf(layout.keys);
  await install(layout, answer, keys, owner);
  const variables = nodeVariables(layout, {
    country: own.country,
    port: own.port,
    brokers: answer.node.brokers,
  });
  await writePublic(
    layout.variables,
    formatVariables(
      { ...(await readFormerVariables(layout)), ...variables },
      `The node ${own.country}, by waylight node accept`,
    ),
  );
  const withoutKeys = await addLocalReferenceKeys(layout, registry, own.country);
  if (flags.format === 'json') context.printJson({ outcome: 'accepted', fingerprint, withoutKeys });
  else context.print(describeAccepted(layout, withoutKeys).join('\n'));
  return EXIT.ok;
}

/** Variables that the operator added, such as the time zone, outlast a renewal. */
async function readFormerVariables({ variables }: NodeLayout): Promise<Variables> {
  return existsSync(variables) ? parseEnvFile(await readFile(variables, 'utf8')).variables : {};
}

function readAnswerRegistry(file: string, { registry }: NodeAnswer): Registry {
  try {
    const parsed = parseRegistry(JSON.parse(registry));
    if ('registry' in parsed) return parsed.registry;
  } catch {
    // Told below.
  }
  throw usageFailure(
    `${file} contains no valid registry`,
    'Ask the operator of the region for another answer.',
  );
}

/** The keys that belong to the certificates: the pending ones, or those in use if the answer is accepted again. */
async function matchKeys(layout: NodeLayout, answer: NodeAnswer, file: string) {
  const check = async (
    what: string,
    {
      certificate,
      authority,
      subject,
      keys,
    }: { certificate: string; authority: string; subject?: string; keys: readonly string[] },
  ): Promise<string> => {
    const problem = (reason: string) =>
      refusedFailure(
        `${file}: ${what} ${reason}`,
        'Ask the operator of the region to answer your last requests.tar.',
      );
    const [parsed, issuer] = [parseCertificate(certificate), parseCertificate(authority)];
    if (parsed === undefined || issuer === undefined) throw problem('is no certificate');
    if (!parsed.verify(issuer.publicKey)) throw problem('was not signed by the authority in the same answer');
    if (subject !== undefined && parsed.subject !== `CN=${subject}`)
      throw problem(`does not name ${subject}`);
    for (const key of keys)
      if (existsSync(key) && parsed.checkPrivateKey(createPrivateKey(await readFile(key)))) return key;
    throw problem('is for another key than this machine requested');
  };
  return {
    tlsKey: await check('the certificate of the node', {
      certificate: answer.tlsCertificate,
      authority: answer.ca,
      keys: [layout.pending.tlsKey, layout.tlsKey],
    }),
    kafkaKey: await check('the certificate for Kafka', {
      certificate: answer.kafkaCertificate,
      authority: answer.kafkaCa,
      subject: nodePrincipal(answer.node.country).commonName,
      keys: [layout.pending.kafkaKey, layout.kafkaKey],
    }),
  };
}

function parseCertificate(pem: string): X509Certificate | undefined {
  try {
    return new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

/** The running node adopts a certificate as soon as it belongs to the key next to it. */
async function install(
  layout: NodeLayout,
  answer: NodeAnswer,
  keys: { readonly tlsKey: string; readonly kafkaKey: string },
  owner: Owner,
): Promise<void> {
  await writePublic(layout.ca, answer.ca);
  await writePublic(layout.kafkaCa, answer.kafkaCa);
  await writePublic(layout.registry, answer.registry);
  await writePublic(layout.nodes, `${JSON.stringify(answer.node.nodes, null, 2)}\n`);
  for (const [key, to, certificate, certificateFile] of [
    [keys.tlsKey, layout.tlsKey, answer.tlsCertificate, layout.tlsCertificate],
    [keys.kafkaKey, layout.kafkaKey, answer.kafkaCertificate, layout.kafkaCertificate],
  ] as const) {
    if (key !== to) await writeSecret(to, await readFile(key, 'utf8'), owner);
    await writePublic(certificateFile, certificate);
    if (key !== to) await rm(key);
  }
}

const describeAccepted = (layout: NodeLayout, withoutKeys: readonly string[]): string[] => [
  `Accepted. Start the node: waylight up --dir ${layout.dir}`,
  ...(withoutKeys.length === 0
    ? []
    : [
        `${withoutKeys.join(', ')} report in several countries: this node takes their reports once the nodes share keys ` +
          '(waylight keys share, at one node; waylight keys accept, at the others).',
      ]),
];
