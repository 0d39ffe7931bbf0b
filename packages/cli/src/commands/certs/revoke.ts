import { REVOCATION_REASONS, readRegistryFile } from '@waylight/access';
import { Option } from 'commander';
import {
  type AuthorityFlags,
  authorityFolder,
  listIssued,
  withHolder,
} from '../../certs/authority-folder.ts';
import { type CertificateKind, checkId, KIND_RULES } from '../../certs/kinds.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { refusedFailure, usageFailure } from '../../failure.ts';
import { documentFormatOption } from '../../options.ts';
import { applyRegistryChange, type RegistryChangeFlags } from '../../registry/apply-change.ts';
import { registryFilePath, translateRegistryErrors } from '../../registry/registry-file.ts';

type RevokeFlags = AuthorityFlags &
  RegistryChangeFlags & { readonly reason: (typeof REVOCATION_REASONS)[number]; readonly former?: boolean };

export const define: DefineCommand = (command, context) => {
  withHolder(command)
    .description(
      'Revokes all certificates of a holder in the registry, also replaced ones. Running services refuse them within seconds ' +
        'and for good. Use "certs renew" after that.',
    )
    .addOption(
      new Option('--reason <code>', 'reason of the revocation')
        .choices(REVOCATION_REASONS)
        .makeOptionMandatory(),
    )
    .option('--former', 'only replaced certificates')
    .option('--file <file>', "the registry file (default: the trial's)")
    .option('--as <id>', 'in the name of this operator (default: the owner of the file)')
    .option('--dry-run', 'show the change, and write nothing')
    .addOption(documentFormatOption())
    .addHelpText(
      'after',
      '\nExample:\n  waylight certs revoke organisation MYLA --reason device-lost --dry-run',
    )
    .action(
      context.action((kind: CertificateKind, id: string, flags: RevokeFlags) =>
        revoke(context, kind, id, flags),
      ),
    );
};

/** Writes one version of the registry for each certificate. If interrupted, the printed certificates are revoked. */
async function revoke(
  context: CommandContext,
  kind: CertificateKind,
  id: string,
  flags: RevokeFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  if (KIND_RULES[kind].authority === 'log')
    throw usageFailure(
      'the event log has no list of revoked certificates',
      'Exclude a node at once: waylight topics revoke --country MK. Then replace the authority.',
      'See "Leaked log key" in the operations manual.',
    );
  if (kind === 'service')
    throw usageFailure(
      'services trust every certificate of the authority: if the key of a service is lost, replace the authority',
    );
  const file = registryFilePath(flags, context);
  const { revoked } = await translateRegistryErrors(() => readRegistryFile(file));
  const revokedFingerprints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  const now = new Date();
  const toRevoke = (await listIssued(authorityFolder(flags, context), [kind], id)).filter(
    ({ certificate, isFormer }) =>
      (isFormer || flags.former !== true) &&
      certificate.validToDate > now &&
      !revokedFingerprints.has(certificate.fingerprint256),
  );
  if (toRevoke.length === 0)
    throw refusedFailure(
      `${id} has no such certificate that is valid and not revoked`,
      'Print the certificates: waylight certs list',
    );
  const on = now.toISOString().slice(0, 10);
  for (const { certificate } of toRevoke) {
    const revocation = { fingerprint: certificate.fingerprint256, holder: id, on, reason: flags.reason };
    await applyRegistryChange(context, { kind: 'certificate-revoked', revocation }, flags);
  }
  return EXIT.ok;
}
