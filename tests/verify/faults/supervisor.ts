import type { ServiceProcess } from '@waylight/tests-region';

/** Starts again whatever has ended, as a unit file would, unless a fault holds it down. */
export type Supervisor = {
  /** Ends it as a crash would. It is started again at once, or after `release`, if it is held down. */
  kill(process: ServiceProcess): Promise<void>;
  holdDown(process: ServiceProcess): () => void;
  /** A fault will end it by itself: that is no end of its own. Answers how to say that it will not. */
  expectEnd(process: ServiceProcess): () => void;
  /** Processes that ended without a fault having ended them, with their last words. */
  endedByThemselves(): readonly { readonly name: string; readonly words: string }[];
  starts(): number;
  stop(): Promise<void>;
};

const EVERY_MS = 100;
/** One that ends by itself again and again must not take the machine from the others. */
const AGAIN_MS = 1_000;
const WORDS = 2_000;

export function createSupervisor(processes: readonly ServiceProcess[]): Supervisor {
  const held = new Map<string, number>();
  const expected = new Set<string>();
  const notBefore = new Map<string, number>();
  const ended: { name: string; words: string }[] = [];
  let starts = 0;
  let round: Promise<void> = Promise.resolve();
  const look = async () => {
    for (const one of processes) {
      if (!one.hasExited()) continue;
      const endedItself = !expected.has(one.name) && !notBefore.has(one.name);
      if (endedItself) {
        ended.push({ name: one.name, words: one.output().slice(-WORDS) });
        notBefore.set(one.name, performance.now() + AGAIN_MS);
      }
      if ((held.get(one.name) ?? 0) > 0 || performance.now() < (notBefore.get(one.name) ?? 0)) continue;
      expected.delete(one.name);
      notBefore.delete(one.name);
      starts++;
      await one.launch();
    }
  };
  const timer = setInterval(() => {
    round = round.then(look);
  }, EVERY_MS);
  return {
    kill: async (one) => {
      if (one.hasExited()) return;
      expected.add(one.name);
      await one.kill();
    },
    holdDown: (one) => {
      held.set(one.name, (held.get(one.name) ?? 0) + 1);
      let released = false;
      return () => {
        if (!released) held.set(one.name, (held.get(one.name) ?? 0) - 1);
        released = true;
      };
    },
    expectEnd: (one) => {
      expected.add(one.name);
      return () => expected.delete(one.name);
    },
    endedByThemselves: () => ended,
    starts: () => starts,
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
