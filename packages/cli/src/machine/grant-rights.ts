import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeCountry } from '@waylight/contracts';
import { authorityLayout, type RegionLayout, regionLayout } from '@waylight/deployment';
import { applyLog, desiredLog, isLogAsDesired, planLog } from '@waylight/event-log';
import { certificateFolder } from '../certs/authority-folder.ts';
import type { CommandContext } from '../command-context.ts';
import { refusedFailure } from '../failure.ts';
import { describePlan } from '../topics/describe-plan.ts';
import { withLogAdministration } from '../topics/open-log.ts';
import { readRegionSettings } from './region-folder.ts';

/** Sets the rights of the region's services. Without the authority, which is offline after the first days, they stay as they are. */
export async function grantOwnRights(context: CommandContext, dir: string): Promise<void> {
  const layout = regionLayout(dir);
  if (!existsSync(authorityLayout(layout.authority).logCa)) {
    context.printMessage(
      `Left the topics and rights on Kafka as they are, because ${layout.authority} is not in place. ` +
        'If the changelog names new ones, put it in place and repeat the command.',
    );
    return;
  }
  await grantRights(layout, layout.authority, []);
  context.printMessage("Set the topics and rights of the region's services on Kafka.");
}

/**
 * Creates the missing topics and access rules of the region and of these nodes. The administrator's certificate is in the
 * folder of the authorities.
 */
export async function grantRights(
  layout: RegionLayout,
  authority: string,
  countries: readonly NodeCountry[],
): Promise<void> {
  const { logCa } = authorityLayout(authority);
  const administrator = (ending: string) =>
    join(certificateFolder(logCa, 'log-client'), `kafka-admin.${ending}`);
  const variables = {
    WAYLIGHT_KAFKA_BROKERS: (await readRegionSettings(layout)).kafkaAddress,
    WAYLIGHT_ADMIN_KAFKA_CA_FILE: layout.kafkaCa,
    WAYLIGHT_ADMIN_KAFKA_CERTIFICATE_FILE: administrator('crt'),
    WAYLIGHT_ADMIN_KAFKA_KEY_FILE: administrator('key'),
  };
  await withLogAdministration(variables, async ({ administration, names }) => {
    const desired = desiredLog({ ...names, countries });
    const plan = await planLog(administration, desired);
    if (plan.revoked.length > 0)
      throw refusedFailure(
        `${plan.revoked.join(', ')} was excluded from Kafka, and nothing was changed`,
        'Its key may have leaked. Replace the authority of the log first: see the runbook "Leaked log key".',
      );
    const remaining = await applyLog(administration, desired, { plan });
    if (!isLogAsDesired({ ...remaining, foreign: [] }))
      throw refusedFailure('topics or access rules of Kafka still differ', ...describePlan(remaining));
  });
}
