import { isMember, type Registry } from '@waylight/access';
import { periodKindOf } from '@waylight/calendar';
import { RpcFailure } from '@waylight/service-kit/client';
import { createEmbeddedReleasedReader } from '@waylight/view-store';
import { openClientsOf, type RegionClients, type RunningTrial, waitUntil } from './region-clients.ts';

const DEADLINE_MS = 120_000;

type Trial = RunningTrial & { readonly registry: Registry };

/**
 * Approves the releases of one quarter to authorities and the public, as the members would: the first member requests them, and
 * each member approves with its own certificate. The releases of the next quarter, the newest, are requested and wait for the
 * other members. Repeating this changes nothing.
 */
export async function approveExampleReleases(trial: Trial): Promise<void> {
  const signal = AbortSignal.any([trial.signal, AbortSignal.timeout(DEADLINE_MS)]);
  const members = trial.registry.organisations.filter(isMember);
  const clients = await Promise.all(members.map(({ id }) => openClientsOf(id, { ...trial, signal })));
  try {
    const [first] = clients;
    if (first === undefined) return;
    await waitUntilReadable(first, trial, signal);
    const { approvals } = await first.insights.getApprovals({ releaseId: '' });
    const { approved, waiting } = selectQuarters(approvals.map(({ releaseId }) => releaseId));
    for (const releaseId of [...approved, ...waiting])
      await unlessDecided(first.insights.requestRelease({ releaseId }));
    for (const releaseId of waiting) await unlessDecided(approve(first, releaseId));
    for (const client of clients)
      for (const releaseId of approved) await unlessDecided(approve(client, releaseId));
  } finally {
    for (const { close } of clients) close();
  }
}

const approve = ({ insights }: RegionClients, releaseId: string): Promise<unknown> =>
  insights.approveRelease({ releaseId, forOrganisation: '' });

/** A member may have decided on a page meanwhile. */
async function unlessDecided(call: Promise<unknown>): Promise<void> {
  await call.catch((error: unknown) => {
    if (!(error instanceof RpcFailure && error.code === 'FAILED_PRECONDITION')) throw error;
  });
}

/** Selects the releases of the newest quarter, and those of the quarter before it. */
export function selectQuarters(releaseIds: readonly string[]): {
  readonly approved: readonly string[];
  readonly waiting: readonly string[];
} {
  const byPeriod = Map.groupBy(releaseIds, (id) => id.split('.').at(-2) ?? '');
  const quarters = [...byPeriod.keys()].filter((period) => periodKindOf(period) === 'quarter').sort();
  const releasesOf = (quarter: string | undefined) => byPeriod.get(quarter ?? '') ?? [];
  return { approved: releasesOf(quarters.at(-2)), waiting: releasesOf(quarters.at(-1)) };
}

/** Waits until insights serves everything that is released. */
async function waitUntilReadable(
  { insights }: RegionClients,
  { layout }: RunningTrial,
  signal: AbortSignal,
): Promise<void> {
  const reader = await createEmbeddedReleasedReader({ file: layout.released });
  const released = await reader.listReleases().finally(() => reader.close());
  await waitUntil(signal, async () => {
    const { releases } = await insights.getRegionStatus({});
    const readable = new Set(releases.map(({ releaseId }) => releaseId));
    return released.every(({ id }) => readable.has(id));
  });
}
