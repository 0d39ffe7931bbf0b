const DAY_MS = 86_400_000;
const NOON_MS = DAY_MS / 2;

/**
 * The clocks of nodes and aggregation while a trial loads its example data: reports are received, and periods are closed, on
 * days in the past. No configuration and no call sets them, so a node that runs by itself cannot backdate a receipt.
 */
export type ExampleClock = {
  readonly nodes: () => number;
  readonly aggregation: () => number;
  /** Sets the day of the nodes, in days since 1970-01-01. */
  readonly receiveOn: (day: number) => void;
  /** Sets the day of aggregation. */
  readonly closeOn: (day: number) => void;
  /** Sets both to the time of the machine, as before the first day. */
  readonly end: () => void;
};

export function createExampleClock(): ExampleClock {
  let received: number | undefined;
  let closed: number | undefined;
  const instantOf = (day: number | undefined): number =>
    day === undefined ? Date.now() : day * DAY_MS + NOON_MS;
  return {
    nodes: () => instantOf(received),
    aggregation: () => instantOf(closed),
    receiveOn: (day) => {
      received = day;
    },
    closeOn: (day) => {
      closed = day;
    },
    end: () => {
      received = undefined;
      closed = undefined;
    },
  };
}
