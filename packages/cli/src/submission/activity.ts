import { Activity } from '@waylight/contracts/intake';
import type { ActivityFlags } from '../commands/activity.ts';
import { nodeCountry } from '../connection/country.ts';
import { EXIT, type ExitCode } from '../exit-codes.ts';
import { usageFailure } from '../failure.ts';
import type { Kit } from '../kit.ts';
import { outcomeName, stateName } from '../receipts/receipt.ts';
import { readObjects } from '../report-file/read-file.ts';
import { ACTIVITY_SHAPE } from '../report-file/report-shape.ts';
import { parseBaseRevision } from './revise.ts';

export async function sendActivity(kit: Kit, file: string, flags: ActivityFlags): Promise<ExitCode> {
  const country = nodeCountry(flags.country);
  const base = parseBase(flags);
  const objects = await readObjects(kit, file, ACTIVITY_SHAPE);
  const connection = await kit.connect(flags, { country });
  const intake = await connection.intake(country);
  const validateOnly = flags.validateOnly === true;
  for (const value of objects) {
    const activity = Activity.fromPartial(value as Partial<Activity>);
    const { receipt, outcome } =
      base === undefined
        ? await intake.submitActivity({ activity, validateOnly })
        : await intake.reviseActivity({ activity, baseRevision: base, validateOnly });
    const document = {
      activityId: activity.activityId,
      outcome: outcomeName(outcome).replaceAll(' ', '-'),
      revision: receipt?.revision ?? 0,
      state: receipt === undefined ? 'unknown' : stateName(receipt.state),
    };
    kit.print(
      flags.json === true
        ? JSON.stringify(document, null, 2)
        : `${document.activityId}  ${outcomeName(outcome)}, revision ${document.revision}`,
    );
  }
  return EXIT.ok;
}

function parseBase({ revise, base }: ActivityFlags): number | undefined {
  if (revise !== true && base === undefined) return undefined;
  if (revise !== true || base === undefined) throw usageFailure('--revise and --base go together');
  const revision = parseBaseRevision(base);
  // No call tells an activity record's current revision.
  if (revision === 'current')
    throw usageFailure('--base of an activity record wants the number of a revision');
  return revision;
}
