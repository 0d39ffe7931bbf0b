import { readRegistryFile } from '@waylight/access';
import { daysLeft, WARN_DAYS } from '@waylight/service-kit';
import { CERTIFICATE_KINDS, type CertsListFlags } from '../commands/certs.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { registryFilePath, translateRegistryErrors } from '../registry/registry-file.ts';
import { printRows } from '../tables/print-rows.ts';
import { authorityFolder, type IssuedCertificate, listIssued } from './authority-folder.ts';

const COLUMNS = ['kind', 'id', 'state', 'daysLeft', 'ends', 'fingerprint'] as const;

export async function listCertificates(kit: Kit, flags: CertsListFlags): Promise<ExitCode> {
  const issued = await listIssued(authorityFolder(flags, kit), CERTIFICATE_KINDS);
  const file = registryFilePath(flags, kit);
  const { revoked } = await translateRegistryErrors(() => readRegistryFile(file));
  const prints = new Set(revoked.map(({ fingerprint }) => fingerprint));
  const rows = issued.map((one) => rowOf(one, prints, Date.now()));
  await printRows(kit, {
    format: flags.format,
    columns: COLUMNS,
    rows,
    numbers: ['daysLeft'],
    none: 'None: the authority issued no certificate here.',
  });
  for (const { id, state, daysLeft } of rows)
    if (state === 'ends soon' || state === 'ended')
      kit.printMessage(
        `warning: the certificate of ${id} ${state === 'ended' ? 'has ended' : `ends in ${daysLeft} days`}: certs renew`,
      );
  return EXIT.ok;
}

function rowOf(
  { kind, id, certificate, isFormer }: IssuedCertificate,
  revoked: ReadonlySet<string>,
  nowMs: number,
) {
  const { fingerprint256: fingerprint, validToDate } = certificate;
  const left = Math.floor(daysLeft(validToDate.getTime(), nowMs));
  const ending = left < 0 ? 'ended' : left <= WARN_DAYS ? 'ends soon' : 'in use';
  const state = revoked.has(fingerprint) ? 'revoked' : isFormer ? 'replaced' : ending;
  return { kind, id, state, daysLeft: left, ends: validToDate.toISOString().slice(0, 10), fingerprint };
}
