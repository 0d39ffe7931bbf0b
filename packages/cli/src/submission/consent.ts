import { RetractionReason } from '@waylight/contracts/incident';
import type { NarrowFlags, WithdrawFlags } from '../commands/consent.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { narrowingConsequences } from '../receipts/consequences.ts';
import { printReceipts } from './print-receipts.ts';
import { parseBaseRevision } from './revise.ts';

export async function withdrawConsent(kit: Kit, reportId: string, flags: WithdrawFlags): Promise<ExitCode> {
  const { intake, country, json, ...target } = await prepareCall(kit, reportId, flags);
  const done = await intake.retractReport({ ...target, reason: RetractionReason.CONSENT_WITHDRAWN });
  printReceipts(kit, [done], { country, json, isRetraction: true });
  return EXIT.ok;
}

export async function narrowSharing(kit: Kit, reportId: string, flags: NarrowFlags): Promise<ExitCode> {
  const { intake, country, json, ...target } = await prepareCall(kit, reportId, flags);
  const done = await intake.narrowSharing({ ...target, shareWith: flags.to });
  printReceipts(kit, [{ ...done, shareWith: flags.to }], { country, json, follows: narrowingConsequences });
  return EXIT.ok;
}

async function prepareCall(kit: Kit, reportId: string, { base, ...flags }: WithdrawFlags) {
  const country = nodeCountry(flags.country);
  const given = base === undefined ? 'current' : parseBaseRevision(base);
  const connection = await kit.connect(flags, { country });
  return {
    intake: await connection.intake(country),
    country,
    json: flags.json === true,
    reportId,
    // The node takes 0 for whatever is current.
    baseRevision: given === 'current' ? 0 : given,
    validateOnly: flags.validateOnly === true,
  };
}
