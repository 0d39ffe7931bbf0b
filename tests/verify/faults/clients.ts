import { setTimeout as delay } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { IntakeServiceClient, WatchReceiptsResponse } from '@waylight/contracts/intake';
import { createRandom } from '../random.ts';
import { runClient } from './client.ts';
import {
  connectNode,
  getReceipt,
  type Sender,
  streamedSender,
  toSeenReceipt,
  unarySender,
} from './client-calls.ts';
import { CONTENTS } from './contents.ts';
import type { CheckedRegion } from './faulty-region.ts';
import { flood } from './flood.ts';
import type { Operation, ReceiptSighting, ReportName } from './history.ts';
import type { Recorder } from './recorder.ts';

export type ClientsOptions = {
  readonly faulty: CheckedRegion;
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
  const nextContentOf = createContentCounter(() => writing.abort());
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
              if (everyMs > 0) await pause(everyMs * 2 * random.next(), signal);
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

/** Returns the next content of an organisation. A repeated content would be a cell with two reports. */
function createContentCounter(onExhausted: () => void): (organisation: string) => number {
  const counts = new Map<string, number>();
  return (organisation) => {
    const next = counts.get(organisation) ?? 0;
    counts.set(organisation, next + 1);
    if (next >= CONTENTS) onExhausted();
    return next % CONTENTS;
  };
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => undefined);
}

/** Counts the answers of nodes so far, try by try, by gRPC code; 0 is an acknowledgement. */
type Tally = {
  readonly answered: (country: NodeCountry, code: number) => number;
  /** Over all nodes. */
  readonly acknowledged: () => number;
  readonly counting: (country: NodeCountry, sender: Sender) => Sender;
};

function createTally(): Tally {
  const counts = new Map<string, number>();
  let acknowledged = 0;
  return {
    answered: (country, code) => counts.get(`${country} ${code}`) ?? 0,
    acknowledged: () => acknowledged,
    counting: (country, sender) => ({
      send: async (write) => {
        const answer = await sender.send(write);
        const code = answer.kind === 'done' ? 0 : answer.code;
        if (code === 0) acknowledged++;
        counts.set(`${country} ${code}`, (counts.get(`${country} ${code}`) ?? 0) + 1);
        return answer;
      },
      close: () => sender.close(),
    }),
  };
}

const AGAIN_MS = 200;

/** Watches all receipts of an organisation at a node, and continues with the resume token after every interruption. */
async function watchReceipts(
  client: IntakeServiceClient,
  name: Omit<ReportName, 'reportId'>,
  sighting: (one: ReceiptSighting) => void,
  signal: AbortSignal,
): Promise<void> {
  let resumeToken = '';
  while (!signal.aborted) {
    const invokedAt = performance.now();
    await new Promise<void>((resolve) => {
      const stream = client.watchReceipts({ resumeToken, reportIds: [] });
      const end = () => {
        stream.cancel();
        resolve();
      };
      signal.addEventListener('abort', end, { once: true });
      stream.on('data', ({ receipt, resumeToken: token }: WatchReceiptsResponse) => {
        resumeToken = token;
        if (receipt === undefined) return;
        sighting({
          ...name,
          reportId: receipt.reportId,
          process: `watcher of ${name.organisation} at ${name.country}`,
          by: 'watch',
          ...toSeenReceipt(receipt),
          invokedAt,
          endedAt: performance.now(),
        });
      });
      stream.on('error', resolve);
      stream.on('end', resolve);
    });
    await pause(AGAIN_MS, signal);
  }
}
