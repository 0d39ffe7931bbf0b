import { parseAs } from './parse.ts';
import { listedReleaseSchema } from './schemas.ts';

const [FIRST_AGAIN_MS, MOST_AGAIN_MS] = [15_000, 5 * 60_000];

export type ArrivedRelease = { readonly id: string; readonly table: string; readonly period: string };

export type Listening = {
  readonly arrived: (release: ArrivedRelease) => void;
  /** Called when the stream is open. `isAfterGap`: releases may have been missed. */
  readonly opened: (isAfterGap: boolean) => void;
  readonly lost: () => void;
};

/**
 * Parses an event of the stream; undefined for events without a release, such as the first one, which contains a resume token
 * only.
 */
export function arrivedRelease(data: string): ArrivedRelease | undefined {
  try {
    return parseAs(listedReleaseSchema, JSON.parse(data));
  } catch {
    return undefined;
  }
}

/** Delay before a rejected stream is opened again: exponential backoff with jitter. */
export function againAfterMs(failures: number, random: number): number {
  return Math.min(MOST_AGAIN_MS, FIRST_AGAIN_MS * 2 ** failures) * (0.5 + random / 2);
}

/**
 * Listens for releases until the returned function is called. After a broken connection the browser reconnects and resumes
 * (Last-Event-ID). A stream that was rejected, for example by a limit, is opened again later.
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
