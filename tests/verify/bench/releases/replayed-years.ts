import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Metadata, status } from '@grpc/grpc-js';
import type { Registry } from '@waylight/access';
import { periodDays } from '@waylight/calendar';
import type { NodeCountry } from '@waylight/contracts';
import {
  type CloseDuePeriodsResponse,
  OperationsServiceClient,
  WithheldReason,
} from '@waylight/contracts/operations';
import { ReleaseEvent } from '@waylight/contracts/release';
import { duePeriods, type ReleasePlan } from '@waylight/disclosure-control';
import { clientCredentials, createLogger, PortTakenError, readCredential } from '@waylight/service-kit';
import type { JournalEntry } from '@waylight/simulator';
import { portOffset, waitFor } from '@waylight/testing';
import { createRegion, type Layout, layoutOf, PORTS, prepareFiles } from '@waylight/trial';
import { createEmbeddedReleasedReader } from '@waylight/view-store';
import { createSenders } from './senders.ts';
import { YEARS } from './simulated-region.ts';

const MAX_ATTEMPTS = 5;
const DAY_MS = 86_400_000;
/** Shortly after midnight in the region, in summer and winter. */
const DAWN_MS = 3_600_000;
const NOON_MS = 12 * DAWN_MS;
/** Upper limit of the days between the end of a period and its closing, in the shipped plan. */
const LONGEST_DELAY_DAYS = 100;
/** Limit for a year's audit, which takes minutes on busy processors. */
const CLOSING_MS = 10 * 60_000;

export type ReplayedYears = {
  readonly releases: readonly ReleaseEvent[];
  /** "table.period" with the reason. */
  readonly withheld: ReadonlyMap<string, string>;
};

/**
 * Replays a journal in a region in its trial form, whose clock is set from day to day. Six nodes receive each report,
 * correction and retraction on its day over gRPC from its organisation, and an operator publishes the due periods. There are
 * more simulated organisations than in a trial: see `assignOrganisations`.
 */
export async function replayJournal(
  journal: readonly JournalEntry[],
  plan: ReleasePlan,
  signal: AbortSignal,
): Promise<ReplayedYears> {
  for (let attempt = 1; ; attempt += 1)
    try {
      return await replayAt(portOffset(), journal, plan, signal);
    } catch (error) {
      // Another program may use one of the ports: then the next attempt uses others.
      if (!(error instanceof PortTakenError) || attempt === MAX_ATTEMPTS) throw error;
    }
}

async function replayAt(
  offset: number,
  journal: readonly JournalEntry[],
  plan: ReleasePlan,
  signal: AbortSignal,
): Promise<ReplayedYears> {
  const dir = await mkdtemp(join(tmpdir(), 'waylight-years-'));
  const layout = layoutOf(dir);
  await writeFile(layout.plan, JSON.stringify(plan));
  const { registry } = await prepareFiles(layout, { portOffset: offset, empty: true }, new Date());
  const due = dueDaysOf(plan);
  const last = Math.max(...due);
  // The nodes' heartbeats come from the last day, so that no earlier day is incomplete.
  let nowMs = (last + 1) * DAY_MS;
  const now = (): number => nowMs;
  const region = createRegion({
    layout,
    portOffset: offset,
    holdReleases: true,
    isSimulated: false,
    log: createLogger({ service: 'region', level: 'silent' }),
    clocks: { nodes: now, aggregation: now, insights: now },
  });
  const ca = await readFile(join(layout.certs, 'ca.crt'), 'utf8');
  const senders = createSenders({
    ca,
    signal,
    portOf: (node) => PORTS.intake[node] + offset,
    credentialOf: (organisation) => readCredential(layout.organisations, organisation),
  });
  const withheld = new Map<string, string>();
  try {
    await region.start(signal);
    const operator = await connectOperator(layout, registry, ca, offset);
    const byDay = Map.groupBy(assignOrganisations(registry, journal), ({ day }) => day);
    for (const day of [...new Set([...byDay.keys(), ...due])].sort((a, b) => a - b)) {
      if (day > last) break;
      if (due.has(day)) {
        await senders.waitUntilLogged();
        nowMs = day * DAY_MS + DAWN_MS;
        for (const [table, reason] of await operator.publish()) withheld.set(table, reason);
      }
      nowMs = day * DAY_MS + NOON_MS;
      for (const entry of byDay.get(day) ?? [])
        await senders.send(nodeOf(entry.organisation, registry), entry);
    }
    operator.close();
  } finally {
    senders.close();
    await region.stop();
  }
  const releases = await readReleases(layout);
  await rm(dir, { recursive: true, force: true });
  return { releases, withheld };
}

/** Returns the days on which a period of the years is due: each one day after its closing. */
export function dueDaysOf(plan: ReleasePlan): Set<number> {
  const { toDay } = periodDays('year', YEARS[YEARS.length - 1] ?? YEARS[0]);
  const all = duePeriods(plan, toDay + LONGEST_DELAY_DAYS, new Set());
  return new Set(
    all
      .filter(({ table, period }) => periodDays(table.period, period).toDay <= toDay)
      .map(({ closesOn }) => closesOn + 1),
  );
}

/**
 * Assigns the simulated organisations to those of a registry: the organisations of a node share them. An unstated number of
 * victims becomes 1, the person whom the report describes.
 */
export function assignOrganisations(
  { organisations }: Pick<Registry, 'organisations'>,
  journal: readonly JournalEntry[],
): JournalEntry[] {
  return journal.map((entry) => {
    const [country = '', number = '1'] = entry.organisation.toUpperCase().split('-');
    const own = organisations.filter(
      ({ role, countries }) => role !== 'regional' && countries.some((one) => one === country),
    );
    const organisation = own[(Number(number) - 1) % own.length]?.id;
    if (organisation === undefined)
      throw new Error(`the registry has no organisation for ${entry.organisation}`);
    if (entry.kind === 'retracted') return { ...entry, organisation };
    const { content } = entry;
    return { ...entry, organisation, content: { ...content, victims: content.victims ?? 1 } };
  });
}

/** Returns the node to which an organisation reports. */
function nodeOf(organisation: string, registry: Registry): NodeCountry {
  const [node] = registry.findById(organisation)?.countries ?? [];
  if (node === undefined) throw new Error(`the registry has no organisation ${organisation}`);
  return node;
}

async function connectOperator(layout: Layout, { operators }: Registry, ca: string, offset: number) {
  const credential = await readCredential(layout.operators, operators[0] ?? '');
  const client = new OperationsServiceClient(
    `localhost:${PORTS.operations + offset}`,
    clientCredentials({ ca, ...credential }),
  );
  const closeDuePeriods = () =>
    new Promise<CloseDuePeriodsResponse>((resolve, reject) => {
      const options = { deadline: Date.now() + CLOSING_MS };
      client.closeDuePeriods({ period: '' }, new Metadata(), options, (error, answer) =>
        error === null ? resolve(answer) : reject(error),
      );
    });
  return {
    /** Publishes what is due as soon as the log is counted, and returns the withheld tables, each with the reason. */
    publish: async (): Promise<[string, string][]> => {
      let answer: CloseDuePeriodsResponse | undefined;
      const isClosed = async (): Promise<boolean> => {
        answer = await closeDuePeriods().catch(waitIfUnavailable);
        return answer !== undefined;
      };
      await waitFor('a counted log and a first heartbeat', isClosed, { everyMs: 200 });
      return (answer?.withheld ?? []).map(({ tableId, period, reason }) => [
        `${tableId}.${period}`,
        Object.entries(WithheldReason).find(([, code]) => code === reason)?.[0] ?? '',
      ]);
    },
    close: () => client.close(),
  };
}

function waitIfUnavailable(error: unknown): undefined {
  if (!(error instanceof Error && 'code' in error && error.code === status.UNAVAILABLE)) throw error;
}

async function readReleases({ released }: Layout): Promise<ReleaseEvent[]> {
  const reader = await createEmbeddedReleasedReader({ file: released });
  try {
    const found: ReleaseEvent[] = [];
    for (const { id } of await reader.listReleases()) {
      const table = await reader.readRelease(id);
      if (table !== null) found.push(ReleaseEvent.decode(table.body));
    }
    return found;
  } finally {
    await reader.close();
  }
}
