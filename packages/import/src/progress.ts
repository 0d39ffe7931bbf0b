import type { Writable } from 'node:stream';

export type Progress = {
  readonly update: (done: number, total?: number) => void;
  readonly stop: () => void;
};

/**
 * A progress bar on a terminal. Files and pipes get no bar, because it would print many lines. Without `secondsLeft`, the time
 * left is derived from the latest updates.
 */
export async function startProgress(
  stream: Writable & { readonly isTTY?: boolean },
  label: string,
  total: number,
  secondsLeft?: () => number,
): Promise<Progress> {
  if (stream.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const { Presets, SingleBar } = await import('cli-progress');
  const bar = new SingleBar(
    {
      stream,
      format: `${label} {bar} {value}/{total} · {eta_formatted} left`,
      ...(secondsLeft === undefined ? {} : { formatTime: () => `about ${secondsLeft()} s` }),
      hideCursor: true,
      // The bar must not handle Ctrl-C, because the program ends its calls first.
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return {
    update: (done, newTotal) => {
      if (newTotal !== undefined) bar.setTotal(newTotal);
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

export type PhaseProgress<Phase extends string> = {
  readonly show: (step: { readonly phase: Phase; readonly done: number; readonly total: number }) => void;
  readonly stop: () => Promise<void>;
};

/** One bar per phase: the first step of a phase replaces the bar of the phase before. */
export function createPhaseProgress<Phase extends string>(
  start: (phase: Phase, total: number) => Promise<Progress>,
): PhaseProgress<Phase> {
  let current: { readonly phase: Phase; readonly bar: Promise<Progress> } | undefined;
  const stop = async (): Promise<void> => {
    const last = current;
    current = undefined;
    (await last?.bar)?.stop();
  };
  return {
    stop,
    show({ phase, done, total }) {
      if (current?.phase !== phase) {
        void stop();
        current = { phase, bar: start(phase, total) };
      }
      void current.bar.then((bar) => bar.update(done));
    },
  };
}
