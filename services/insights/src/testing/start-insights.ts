import {
  Country,
  IncidentType,
  Layer,
  PlacePrecision,
  ReportEvent,
  ShareWith,
} from '@waylight/contracts/incident';
import { NodeHeartbeat } from '@waylight/contracts/operations';
import { ONE_TABLE_PLAN, type ReleasePlan } from '@waylight/disclosure-control';
import { type InProcessRegion, type ReleasedFixtures, startRegion } from '@waylight/tests-region';
import type { WebhookNetwork } from '../delivery/send-webhook.ts';
import type { InsightsLimits } from '../limits.ts';
import { releaseEvent } from './release-event.ts';
import { RELEASE_KEYS } from './signing.ts';

export const NOW_MS = Date.UTC(2026, 0, 10, 12);
/** Time limit for polling if each attempt includes a sign-in. */
export const SIGN_IN_WAIT = { timeout: 30_000 } as const;

/** One death of March 2025 in the public record, a release of that month to the members, and heartbeats of two nodes. */
const MARCH_2025: ReleasedFixtures = {
  releases: [releaseEvent('2025-03', [10, 5])],
  publicRecord: [
    ReportEvent.fromPartial({
      reportReference: Buffer.alloc(16, 1),
      revision: 1,
      organisation: 7,
      layer: Layer.PUBLIC_RECORD,
      change: {
        $case: 'incident',
        value: {
          occurredDay: 20_161,
          datePrecision: 1,
          country: Country.XK,
          primaryType: IncidentType.DEATH,
          cause: 1,
          victims: 3,
          shareWith: ShareWith.PUBLIC,
          placePrecision: PlacePrecision.SETTLEMENT,
          sourceQuality: 4,
        },
      },
    }),
  ],
  heartbeats: [heartbeatOf(Country.MK, 2), heartbeatOf(Country.RS, 30)],
};

function heartbeatOf(node: Country, hoursAgo: number): NodeHeartbeat {
  return NodeHeartbeat.fromPartial({ node, hour: NOW_MS / 3_600_000 - hoursAgo, codeBookVersion: 1 });
}

/** Starts insights with sign-ins over the release of March 2025. Releases are unsigned unless a test signs them. */
export const startInsights = (
  plan: ReleasePlan = ONE_TABLE_PLAN,
  env: Readonly<Record<string, string>> = {},
  limits: Partial<InsightsLimits> = {},
  webhookNetwork?: WebhookNetwork,
): Promise<InProcessRegion> =>
  startRegion({
    run: 'in-process',
    nodes: [],
    insights: 'sign-ins',
    clock: NOW_MS,
    plan,
    env,
    limits,
    webhookNetwork,
    data: MARCH_2025,
    releaseKeys: JSON.stringify(RELEASE_KEYS),
  });
