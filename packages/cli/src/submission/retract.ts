import { RetractionReason } from '@waylight/contracts/incident';
import type { RetractFlags } from '../commands/retract.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import type { Kit } from '../kit.ts';
import { printReceipts } from './print-receipts.ts';
import { parseBaseRevision } from './revise.ts';

const REASONS = {
  mistake: RetractionReason.MISTAKE,
  duplicate: RetractionReason.DUPLICATE,
  'consent-withdrawn': RetractionReason.CONSENT_WITHDRAWN,
  moved: RetractionReason.MOVED,
} as const satisfies Record<RetractFlags['reason'], RetractionReason>;

export async function retract(kit: Kit, reportId: string, flags: RetractFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const base = flags.base === undefined ? 'current' : parseBaseRevision(flags.base);
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const answer = await intake.retractReport({
    reportId,
    baseRevision: base === 'current' ? 0 : base,
    reason: REASONS[flags.reason],
    validateOnly: flags.validateOnly === true,
  });
  printReceipts(kit, [answer], { country, json: flags.json === true, isRetraction: true });
  return EXIT.ok;
}
