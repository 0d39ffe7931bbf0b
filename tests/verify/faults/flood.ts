import { setTimeout as delay } from 'node:timers/promises';
import { outcomeOf, RESOURCE_EXHAUSTED, writeOf } from './client.ts';
import { type Sender, streamedSender, unarySender } from './client-calls.ts';
import type { Operation, ReportName } from './history.ts';

export type FloodOptions = Omit<ReportName, 'reportId'> & {
  /** Names the flood among others of a run. */
  readonly name: string;
  readonly connect: () => Parameters<typeof unarySender>[0];
  readonly nextContent: () => number;
  readonly operation: (operation: Operation) => void;
  readonly counting: (sender: Sender) => Sender;
};

/** Calls at once, each sent again this long after it was sent: several times what an organisation may send. */
const CALLS = { atOnce: 48, everyMs: 100 };
/** Writes on one stream that wait for their answers: only flow control slows them down. */
const ON_STREAM = 96;

/** One organisation sends as fast as it can and heeds no answer that says to wait. Ends with the signal. */
export async function flood(options: FloodOptions, signal: AbortSignal): Promise<void> {
  const calls = options.counting(unarySender(options.connect()));
  const stream = options.counting(streamedSender(options.connect()));
  let count = 0;
  const sendRepeatedly = async (sender: Sender, everyMs: number) => {
    while (!signal.aborted) await writeOnce(sender, `${options.name}-${count++}`, everyMs);
  };
  await Promise.all([
    ...Array.from({ length: CALLS.atOnce }, () => sendRepeatedly(calls, CALLS.everyMs)),
    ...Array.from({ length: ON_STREAM }, () => sendRepeatedly(stream, 0)),
  ]);
  stream.close();

  async function writeOnce(sender: Sender, reportId: string, everyMs: number): Promise<void> {
    const { country, organisation, nextContent, operation } = options;
    const content = nextContent();
    const request = writeOf('submit', 0, country, reportId, content, undefined);
    const invokedAt = performance.now();
    let tries = 0;
    for (;;) {
      const [answer] = await Promise.all([sender.send(request), delay(everyMs)]);
      tries++;
      if (answer.kind === 'refused' && answer.code === RESOURCE_EXHAUSTED && !signal.aborted) continue;
      operation({
        process: options.name,
        country,
        organisation,
        reportId,
        kind: 'submit',
        content,
        base: 0,
        invalid: false,
        tries,
        invokedAt,
        endedAt: performance.now(),
        outcome: outcomeOf(answer, answer.kind === 'lost' ? answer.code : undefined),
      });
      return;
    }
  }
}
