import { RetractionReason } from '@waylight/contracts/incident';
import type { NarrowFlags, WithdrawFlags } from '../commands/consent.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { afterNarrowing } from '../receipts/what-follows.ts';
import { printDone } from './print-done.ts';
import { baseRevision } from './revise.ts';

export async function withdraw(kit: Kit, reportId: string, flags: WithdrawFlags): Promise<ExitCode> {
  const { intake, country, json, ...target } = await begin(kit, reportId, flags);
  const done = await intake.retractReport({ ...target, reason: RetractionReason.CONSENT_WITHDRAWN });
  printDone(kit, [done], { country, json, isRetraction: true });
  return EXIT.ok;
}

export async function narrow(kit: Kit, reportId: string, flags: NarrowFlags): Promise<ExitCode> {
  const { intake, country, json, ...target } = await begin(kit, reportId, flags);
  const done = await intake.narrowSharing({ ...target, shareWith: flags.to });
  printDone(kit, [{ ...done, shareWith: flags.to }], { country, json, follows: afterNarrowing });
  return EXIT.ok;
}

async function begin(kit: Kit, reportId: string, { base, ...flags }: WithdrawFlags) {
  const country = nodeCountry(flags.country);
  const given = base === undefined ? 'current' : baseRevision(base);
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
