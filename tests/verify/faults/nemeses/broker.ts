import type { Nemesis } from '../nemesis.ts';

/** The broker ends as a crash would, and comes back on the same data. */
const restartBroker: Nemesis = {
  name: 'restart-broker',
  holdMs: [0, 5_000],
  strike: async ({ kafka }) => {
    await kafka.kill();
    return { what: 'SIGKILL to Kafka', heal: () => kafka.start() };
  },
};

/** The broker stops in the middle of whatever it does: requests are taken, and nobody answers. */
const pauseBroker: Nemesis = {
  name: 'pause-broker',
  holdMs: [500, 20_000],
  strike: async ({ kafka }) => {
    kafka.signal('SIGSTOP');
    return { what: 'SIGSTOP to Kafka', heal: async () => kafka.signal('SIGCONT') };
  },
};

/** Everything to and from the broker trickles, each piece late. */
const slowBroker: Nemesis = {
  name: 'slow-broker',
  holdMs: [5_000, 25_000],
  strike: async ({ waysWith }, random) => {
    const ways = waysWith('→ kafka');
    const [ms, bytesPerSecond] = [random.between(20, 700), random.between(4_000, 200_000)];
    for (const way of ways) {
      way.delay(ms);
      way.throttle(bytesPerSecond);
    }
    return {
      what: `${ms} ms and ${bytesPerSecond} bytes a second`,
      heal: async () => {
        for (const way of ways) way.mend();
      },
    };
  },
};

/** Nobody reaches the broker, for minutes where the run allows it: nodes go on taking reports. */
const brokerAway: Nemesis = {
  name: 'broker-away',
  holdMs: [60_000, 180_000],
  strike: async ({ waysWith }, random) => {
    const ways = waysWith('→ kafka');
    const refused = random.next() < 0.5;
    for (const way of ways)
      if (refused) way.cut();
      else way.stall('both');
    return {
      what: refused ? 'connections are refused' : 'connections lead nowhere',
      heal: async () => {
        for (const way of ways) {
          if (!refused) way.reset();
          way.mend();
        }
      },
    };
  },
};

export const brokerFaults: readonly Nemesis[] = [restartBroker, pauseBroker, slowBroker, brokerAway];
