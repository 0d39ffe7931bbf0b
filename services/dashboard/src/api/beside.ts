/**
 * What windows of one browser tell each other, which have one session between them. Never whose it is, nor anything that was written: who
 * hears of a change asks insights.
 */
export type ToldBeside =
  /** Somebody has signed in or out. */
  | 'session-changed'
  /** A text that was hidden is back: it is that of the account that reads now. */
  | 'text-back'
  /** A text stays hidden: it is another account's. */
  | 'text-of-another';

const toldBeside: readonly unknown[] = [
  'session-changed',
  'text-back',
  'text-of-another',
] satisfies ToldBeside[];

export type Beside = {
  readonly tell: (told: ToldBeside) => void;
  readonly close: () => void;
};

/** Hears what other windows tell, and what this one tells by another `openBeside`. */
export function openBeside(heard: (told: ToldBeside) => void): Beside {
  const channel = new BroadcastChannel('waylight-beside');
  channel.addEventListener('message', ({ data }) => {
    // A window may be of an older build, or a newer one.
    if (toldBeside.includes(data)) heard(data);
  });
  return { tell: (told) => channel.postMessage(told), close: () => channel.close() };
}

/** For who waits for no answer. */
export function tellBeside(told: ToldBeside): void {
  const { tell, close } = openBeside(() => undefined);
  tell(told);
  close();
}
