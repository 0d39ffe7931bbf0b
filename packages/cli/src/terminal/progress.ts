import type { Writable } from 'node:stream';

export type Progress = {
  /** So many are done, and so many there are if that has changed. */
  readonly update: (done: number, total?: number) => void;
  readonly stop: () => void;
};

/** A bar on a terminal; nothing where the words go to a file, because a bar is made of repetitions. */
export async function startProgress(
  stream: Writable & { readonly isTTY?: boolean },
  label: string,
  total: number,
): Promise<Progress> {
  if (stream.isTTY !== true) return { update: () => undefined, stop: () => undefined };
  const { Presets, SingleBar } = await import('cli-progress');
  const bar = new SingleBar(
    {
      stream,
      format: `${label} {bar} {value}/{total} · {eta_formatted} left`,
      hideCursor: true,
      // Ctrl-C is the command's to handle: it ends calls in order.
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
