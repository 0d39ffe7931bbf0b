import { REVOCATION_REASONS, readRegistryFile } from '@waylight/access';
import type { CertificateKind, RevokeFlags } from '../commands/certs.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refusedFailure, usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { applyRegistryChange } from '../registry/change-registry.ts';
import { registryFilePath, translateRegistryErrors } from '../registry/registry-file.ts';
import { authorityFolder, checkId, listIssued } from './authority-folder.ts';

/** One version of the registry for each certificate: a step that breaks off has revoked those that it names. */
export async function revoke(
  kit: Kit,
  kind: CertificateKind,
  id: string,
  flags: RevokeFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  if (kind === 'service')
    throw usageFailure(
      'services trust whoever the authority signed: replace the authority where the key of a service is lost',
    );
  const reason = REVOCATION_REASONS.find((one) => one === flags.reason);
  if (reason === undefined)
    throw usageFailure(`--reason got "${flags.reason}"; it wants ${REVOCATION_REASONS.join(', ')}`);
  const file = registryFilePath(flags, kit);
  const { revoked } = await translateRegistryErrors(() => readRegistryFile(file));
  const prints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  const now = new Date();
  const toRevoke = (await listIssued(authorityFolder(flags, kit), [kind], id)).filter(
    ({ certificate, isFormer }) =>
      (isFormer || flags.former !== true) &&
      certificate.validToDate > now &&
      !prints.has(certificate.fingerprint256),
  );
  if (toRevoke.length === 0)
    throw refusedFailure(
      `${id} has no such certificate that holds and is not revoked`,
      'See npx waylight certs list',
    );
  const on = now.toISOString().slice(0, 10);
  for (const { certificate } of toRevoke) {
    const revocation = { fingerprint: certificate.fingerprint256, holder: id, on, reason };
    await applyRegistryChange(kit, { kind: 'certificate-revoked', revocation }, flags);
  }
  return EXIT.ok;
}
