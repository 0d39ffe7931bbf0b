import { listedReleaseSchema } from './schemas.ts';

const [FIRST_AGAIN_MS, MOST_AGAIN_MS] = [15_000, 5 * 60_000];

export type ArrivedRelease = { readonly id: string; readonly table: string; readonly period: string };

export type Listening = {
  readonly arrived: (release: ArrivedRelease) => void;
  /** It listens; `isAfterGap` where releases may have arrived in between that nobody told. */
  readonly opened: (isAfterGap: boolean) => void;
  readonly lost: () => void;
};

/** A release as an event of the stream says it; undefined of what says none, as the first event, which is a place alone. */
export function arrivedRelease(data: string): ArrivedRelease | undefined {
  try {
    return listedReleaseSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** How long to wait before a stream that was refused is asked for again: longer each time, and not all at once. */
export function againAfterMs(failures: number, random: number): number {
  return Math.min(MOST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** failures) * (0.5 + random / 2);
}

/**
 * Listens for releases until it is told to stop. Where the connection breaks the browser comes back by itself and goes on
 * where it was (Last-Event-ID); where the stream is refused, as for too many, it is asked for again later.
 */
export function listenForReleases({ arrived, opened, lost }: Listening): () => void {
  let source: EventSource | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let [failures, hasGap] = [0, false];
  const open = () => {
    const one = new EventSource('/v1/events');
    source = one;
    one.addEventListener('open', () => {
      failures = 0;
      opened(hasGap);
      hasGap = false;
    });
    one.addEventListener('message', ({ data }) => {
      const release = typeof data === 'string' ? arrivedRelease(data) : undefined;
      if (release !== undefined) arrived(release);
    });
    one.addEventListener('error', () => {
      lost();
      if (one.readyState !== EventSource.CLOSED) return;
      hasGap = true;
      timer = setTimeout(open, againAfterMs(failures, Math.random()));
      failures += 1;
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
}
