import { REVOCATION_REASONS, readRegistryFile } from '@waylight/access';
import type { CertificateKind, RevokeFlags } from '../commands/certs.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { refused, usage } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { changeFile } from '../registry/change.ts';
import { registryFile, withRegistryFile } from '../registry/file.ts';
import { authorityFolder, checkId, issuedIn } from './authority-folder.ts';

/** One version of the registry for each certificate: a step that breaks off has revoked those that it names. */
export async function revoke(
  kit: Kit,
  kind: CertificateKind,
  id: string,
  flags: RevokeFlags,
): Promise<ExitCode> {
  checkId(kind, id);
  if (kind === 'service')
    throw usage(
      'services trust whoever the authority signed: replace the authority where the key of a service is lost',
    );
  const reason = REVOCATION_REASONS.find((one) => one === flags.reason);
  if (reason === undefined)
    throw usage(`--reason got "${flags.reason}"; it wants ${REVOCATION_REASONS.join(', ')}`);
  const file = registryFile(flags, kit);
  const { revoked } = await withRegistryFile(() => readRegistryFile(file));
  const prints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  const now = new Date();
  const held = (await issuedIn(authorityFolder(flags, kit), [kind], id)).filter(
    ({ certificate, isFormer }) =>
      (isFormer || flags.former !== true) &&
      certificate.validToDate > now &&
      !prints.has(certificate.fingerprint256),
  );
  if (held.length === 0)
    throw refused(
      `${id} has no such certificate that holds and is not revoked`,
      'See npx waylight certs list',
    );
  const on = now.toISOString().slice(0, 10);
  for (const { certificate } of held) {
    const revocation = { fingerprint: certificate.fingerprint256, holder: id, on, reason };
    await changeFile(kit, { kind: 'certificate-revoked', revocation }, flags);
  }
  return EXIT.ok;
}
