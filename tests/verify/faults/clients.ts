import { setTimeout as delay } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { IntakeServiceClient } from '@waylight/contracts/intake';
import { runClient } from './client.ts';
import { connectNode, getReceipt, streamedSender, unarySender } from './client-calls.ts';
import { CONTENTS } from './contents.ts';
import type { FaultyRegion } from './faulty-region.ts';
import { flood } from './flood.ts';
import type { Operation, ReportName } from './history.ts';
import { createRandom } from './random.ts';
import type { Recorder } from './recorder.ts';
import { createTally, type Tally } from './tally.ts';
import { watchReceipts } from './watch-receipts.ts';

export type ClientsOptions = {
  readonly faulty: FaultyRegion;
  readonly recorder: Recorder;
  readonly seed: number;
  /** For each organisation and node; half of them share one stream, the others make calls. */
  readonly clientsPerNode: number;
  /** Operations a second over all clients; if undefined, each sends as soon as it is answered. */
  readonly perSecond: number | undefined;
};

/** Reporting organisations by country: the lead, a small organisation, and one that reports at every node. */
export const ORGANISATIONS: Readonly<Record<NodeCountry, readonly string[]>> = {
  AL: ['AHC', 'SIM-AL-1', 'DRC'],
  BA: ['VPBIH', 'SIM-BA-1', 'DRC'],
  ME: ['GAMN', 'SIM-ME-1', 'DRC'],
  MK: ['MYLA', 'SIM-MK-1', 'DRC'],
  RS: ['BCHR', 'SIM-RS-1', 'DRC'],
  XK: ['CRPK', 'SIM-XK-1', 'DRC'],
};

export type Clients = Pick<Tally, 'answered' | 'acknowledged'> & {
  /** Every write with its outcome. */
  readonly operations: () => readonly Operation[];
  /** Lets one organisation send as fast as it can, until the signal fires. */
  readonly flood: (of: Omit<ReportName, 'reportId'>, signal: AbortSignal) => Promise<void>;
  /** Starts no new operation, and waits for the outcome of those under way. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts all clients of a region, and a watcher of receipts for each organisation. */
export function startClients({ faulty, recorder, seed, clientsPerNode, perSecond }: ClientsOptions): Clients {
  const writing = new AbortController();
  const watching = new AbortController();
  const connections: IntakeServiceClient[] = [];
  const tally = createTally();
  const contents = new Map<string, number>();
  const working: Promise<void>[] = [];
  const watchers: Promise<void>[] = [];
  const pairs = faulty.countries.flatMap((country) =>
    ORGANISATIONS[country].map((organisation) => ({ country, organisation })),
  );
  const connectAs = ({ country, organisation }: Omit<ReportName, 'reportId'>) => {
    const tls = faulty.region.certificates.organisation(organisation);
    const client = connectNode(faulty.nodePort(country), tls);
    connections.push(client);
    return client;
  };
  const nextContentOf = (organisation: string) => {
    const next = contents.get(organisation) ?? 0;
    contents.set(organisation, next + 1);
    // A repeated content would be a cell with two reports.
    if (next >= CONTENTS) writing.abort();
    return next % CONTENTS;
  };
  let floods = 0;
  const everyMs = perSecond === undefined ? 0 : (1_000 * pairs.length * clientsPerNode) / perSecond;
  for (const name of pairs) {
    const { country, organisation } = name;
    const client = connectAs(name);
    const stream = streamedSender(connectAs(name));
    for (let n = 0; n < clientsPerNode; n++) {
      const process = `${organisation}-${country}-${n}`;
      const random = createRandom(seed, process);
      working.push(
        runClient(
          {
            ...name,
            process,
            random,
            nextContent: () => nextContentOf(organisation),
            sender: tally.counting(country, n % 2 === 0 ? unarySender(client) : stream),
            receipt: (reportId) => getReceipt(client, reportId),
            pace: async (signal) => {
              if (everyMs > 0)
                await delay(everyMs * 2 * random.next(), undefined, { signal }).catch(() => undefined);
            },
            operation: recorder.operation,
            sighting: recorder.sighting,
          },
          writing.signal,
        ),
      );
    }
    watchers.push(watchReceipts(connectAs(name), name, recorder.sighting, watching.signal));
  }
  return {
    answered: tally.answered,
    acknowledged: tally.acknowledged,
    operations: () => recorder.history().operations,
    flood: (of, signal) =>
      flood(
        {
          ...of,
          name: `flood-${of.organisation}-${of.country}-${floods++}`,
          connect: () => connectAs(of),
          nextContent: () => nextContentOf(of.organisation),
          operation: recorder.operation,
          counting: (sender) => tally.counting(of.country, sender),
        },
        signal,
      ),
    stop: async () => {
      writing.abort();
      await Promise.all(working);
    },
    close: async () => {
      watching.abort();
      await Promise.all(watchers);
      for (const client of connections) client.close();
    },
  };
}
