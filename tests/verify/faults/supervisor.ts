import type { ServiceProcess } from '@waylight/tests-region';

/** Starts ended processes again, like systemd, unless a fault prevents it. */
export type Supervisor = {
  /** Ends a process like a crash. It starts again at once, or when `holdDown` is released. */
  kill(process: ServiceProcess): Promise<void>;
  holdDown(process: ServiceProcess): () => void;
  /** Announces that a fault will end it, so that this end is not unexpected. Returns the call that cancels this. */
  expectEnd(process: ServiceProcess): () => void;
  /** Processes that ended without a fault, with the end of their output. */
  endedByThemselves(): readonly { readonly name: string; readonly words: string }[];
  stop(): Promise<void>;
};

const EVERY_MS = 100;
/** A process that ends repeatedly must not take the machine from the others. */
const AGAIN_MS = 1_000;
const OUTPUT_LENGTH = 2_000;

export function createSupervisor(processes: readonly ServiceProcess[]): Supervisor {
  const blocked = new Map<string, number>();
  const expected = new Set<string>();
  const notBefore = new Map<string, number>();
  const ended: { name: string; words: string }[] = [];
  let round: Promise<void> = Promise.resolve();
  const restartEnded = async () => {
    for (const one of processes) {
      if (!one.hasExited()) continue;
      const endedItself = !expected.has(one.name) && !notBefore.has(one.name);
      if (endedItself) {
        ended.push({ name: one.name, words: one.output().slice(-OUTPUT_LENGTH) });
        notBefore.set(one.name, performance.now() + AGAIN_MS);
      }
      if ((blocked.get(one.name) ?? 0) > 0 || performance.now() < (notBefore.get(one.name) ?? 0)) continue;
      expected.delete(one.name);
      notBefore.delete(one.name);
      await one.launch();
    }
  };
  const timer = setInterval(() => {
    round = round.then(restartEnded);
  }, EVERY_MS);
  return {
    kill: async (one) => {
      if (one.hasExited()) return;
      expected.add(one.name);
      await one.kill();
    },
    holdDown: (one) => {
      blocked.set(one.name, (blocked.get(one.name) ?? 0) + 1);
      let released = false;
      return () => {
        if (!released) blocked.set(one.name, (blocked.get(one.name) ?? 0) - 1);
        released = true;
      };
    },
    expectEnd: (one) => {
      expected.add(one.name);
      return () => expected.delete(one.name);
    },
    endedByThemselves: () => ended,
    stop: async () => {
      clearInterval(timer);
      await round;
    },
  };
}
