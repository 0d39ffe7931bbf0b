import type { FaultKind } from '../fault-kind.ts';

/** The broker is killed, and starts again on the same data. */
const restartBroker: FaultKind = {
  name: 'restart-broker',
  durationMs: [0, 5_000],
  inject: async ({ kafka }) => {
    await kafka.kill();
    return { what: 'SIGKILL to Kafka', heal: () => kafka.start() };
  },
};

/** The broker is paused: its connections stay open, but no request is answered. */
const pauseBroker: FaultKind = {
  name: 'pause-broker',
  durationMs: [500, 20_000],
  inject: async ({ kafka }) => {
    kafka.signal('SIGSTOP');
    return { what: 'SIGSTOP to Kafka', heal: async () => kafka.signal('SIGCONT') };
  },
};

/** All traffic of the broker is slow, and each packet delayed. */
const slowBroker: FaultKind = {
  name: 'slow-broker',
  durationMs: [5_000, 25_000],
  inject: async ({ linksWith }, random) => {
    const links = linksWith('→ kafka');
    const [ms, bytesPerSecond] = [random.between(20, 700), random.between(4_000, 200_000)];
    for (const link of links) {
      link.delay(ms);
      link.throttle(bytesPerSecond);
    }
    return {
      what: `${ms} ms and ${bytesPerSecond} bytes a second`,
      heal: async () => {
        for (const link of links) link.restore();
      },
    };
  },
};

/** The broker is unreachable, for minutes if the run permits it: nodes go on accepting reports. */
const brokerAway: FaultKind = {
  name: 'broker-away',
  durationMs: [60_000, 180_000],
  inject: async ({ linksWith }, random) => {
    const links = linksWith('→ kafka');
    const refused = random.next() < 0.5;
    for (const link of links)
      if (refused) link.cut();
      else link.stall('both');
    return {
      what: refused ? 'connections are refused' : 'connections lead nowhere',
      heal: async () => {
        for (const link of links) {
          if (!refused) link.reset();
          link.restore();
        }
      },
    };
  },
};

export const brokerFaults: readonly FaultKind[] = [restartBroker, pauseBroker, slowBroker, brokerAway];
