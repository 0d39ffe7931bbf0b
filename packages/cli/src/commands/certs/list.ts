import { readRegistryFile } from '@waylight/access';
import { daysLeft, WARN_DAYS } from '@waylight/service-kit';
import {
  type AuthorityFlags,
  authorityFolder,
  type IssuedCertificate,
  listIssued,
  withAuthority,
} from '../../certs/authority-folder.ts';
import { CERTIFICATE_KINDS, isRevocable } from '../../certs/kinds.ts';
import type { CommandContext, DefineCommand } from '../../command-context.ts';
import { EXIT, type ExitCode } from '../../exit-codes.ts';
import { type Format, formatOption } from '../../options.ts';
import { registryFilePath, translateRegistryErrors } from '../../registry/registry-file.ts';
import { printRows } from '../../tables/print-rows.ts';

type ListFlags = AuthorityFlags & { readonly format: Format; readonly file?: string };

export const define: DefineCommand = (command, context) => {
  withAuthority(command)
    .description('Lists certificates with their remaining days, and replaced certificates.')
    .option('--file <file>', "the registry file, with the revoked certificates (default: the trial's)")
    .addOption(formatOption())
    .addHelpText('after', '\nExample:\n  waylight certs list --format json')
    .action(context.action((flags: ListFlags) => listCertificates(context, flags)));
};

async function listCertificates(context: CommandContext, flags: ListFlags): Promise<ExitCode> {
  const issued = await listIssued(authorityFolder(flags, context), CERTIFICATE_KINDS);
  const file = registryFilePath(flags, context);
  // The authority of the log has no registry.
  const { revoked } = issued.some(({ kind }) => isRevocable(kind))
    ? await translateRegistryErrors(() => readRegistryFile(file))
    : { revoked: [] };
  const revokedFingerprints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  const rows = issued.map((one) => rowOf(one, revokedFingerprints, Date.now()));
  await printRows(context, {
    format: flags.format,
    columns: ['kind', 'id', 'state', 'daysLeft', 'ends', 'fingerprint'],
    rows,
    numbers: ['daysLeft'],
    none: 'The authority has issued no certificate here.',
  });
  for (const { id, state, daysLeft } of rows)
    if (state === 'ends soon' || state === 'ended')
      context.printMessage(
        `warning: the certificate of ${id} ${state === 'ended' ? 'has expired' : `expires in ${daysLeft} days`}: replace it with certs renew`,
      );
  return EXIT.ok;
}

function rowOf(
  { kind, id, certificate, isFormer }: IssuedCertificate,
  revokedFingerprints: ReadonlySet<string>,
  nowMs: number,
) {
  const { fingerprint256: fingerprint, validToDate } = certificate;
  const left = Math.floor(daysLeft(validToDate.getTime(), nowMs));
  const validity = left < 0 ? 'ended' : left <= WARN_DAYS ? 'ends soon' : 'in use';
  const state = revokedFingerprints.has(fingerprint) ? 'revoked' : isFormer ? 'replaced' : validity;
  return { kind, id, state, daysLeft: left, ends: validToDate.toISOString().slice(0, 10), fingerprint };
}
