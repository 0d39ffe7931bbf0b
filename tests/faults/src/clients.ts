import { setTimeout as delay } from 'node:timers/promises';
import type { NodeCountry } from '@waylight/contracts';
import type { IntakeServiceClient } from '@waylight/contracts/intake';
import { connectNode, getReceipt, streamedSender, unarySender } from './client-calls.ts';
import { CONTENTS } from './contents.ts';
import type { FaultyRegion } from './faulty-region.ts';
import { runLane } from './lane.ts';
import { createRandom } from './random.ts';
import type { Recorder } from './recorder.ts';
import { watchReceipts } from './watch.ts';

export type ClientsOptions = {
  readonly faulty: FaultyRegion;
  readonly recorder: Recorder;
  readonly seed: number;
  /** Of each organisation at each of its nodes; half of them share one stream, the others call. */
  readonly lanes: number;
  /** Operations a second over all of them; without it they go as fast as they are answered. */
  readonly perSecond: number | undefined;
};

/** Who reports where: the country's lead and a small organisation, and one that reports at every node. */
export const ORGANISATIONS: Readonly<Record<NodeCountry, readonly string[]>> = {
  AL: ['AHC', 'SIM-AL-1', 'DRC'],
  BA: ['VPBIH', 'SIM-BA-1', 'DRC'],
  ME: ['GAMN', 'SIM-ME-1', 'DRC'],
  MK: ['MYLA', 'SIM-MK-1', 'DRC'],
  RS: ['BCHR', 'SIM-RS-1', 'DRC'],
  XK: ['CRPK', 'SIM-XK-1', 'DRC'],
};

export type Clients = {
  /** Takes up no new operation, and waits until those under way have their outcome. */
  readonly stop: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Starts all clients of a region: lanes that write, and a watcher of receipts for each organisation. */
export function startClients({ faulty, recorder, seed, lanes, perSecond }: ClientsOptions): Clients {
  const writing = new AbortController();
  const watching = new AbortController();
  const connections: IntakeServiceClient[] = [];
  const contents = new Map<string, number>();
  const working: Promise<void>[] = [];
  const watchers: Promise<void>[] = [];
  const pairs = faulty.countries.flatMap((country) =>
    ORGANISATIONS[country].map((organisation) => ({ country, organisation })),
  );
  const everyMs = perSecond === undefined ? 0 : (1_000 * pairs.length * lanes) / perSecond;
  for (const name of pairs) {
    const { country, organisation } = name;
    const tls = faulty.region.certificates.organisation(organisation);
    const connect = () => {
      const client = connectNode(faulty.nodePort(country), tls);
      connections.push(client);
      return client;
    };
    const nextContent = () => {
      const next = contents.get(organisation) ?? 0;
      contents.set(organisation, next + 1);
      // A number that would come again would be a cell of two.
      if (next >= CONTENTS) writing.abort();
      return next % CONTENTS;
    };
    const client = connect();
    const stream = streamedSender(connect());
    for (let n = 0; n < lanes; n++) {
      const process = `${organisation}-${country}-${n}`;
      const random = createRandom(seed, process);
      working.push(
        runLane(
          {
            ...name,
            process,
            random,
            nextContent,
            sender: n % 2 === 0 ? unarySender(client) : stream,
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
    watchers.push(watchReceipts(connect(), name, recorder.sighting, watching.signal));
  }
  return {
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
