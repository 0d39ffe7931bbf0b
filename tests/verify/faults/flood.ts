import { setTimeout as delay } from 'node:timers/promises';
import { outcomeOf, RESOURCE_EXHAUSTED, writeOf } from './client.ts';
import { type Sender, streamedSender, unarySender } from './client-calls.ts';
import type { Operation, ReportName } from './history.ts';

export type FloodOptions = Omit<ReportName, 'reportId'> & {
  /** Distinguishes the flood from others of the run. */
  readonly name: string;
  readonly connect: () => Parameters<typeof unarySender>[0];
  readonly nextContent: () => number;
  readonly operation: (operation: Operation) => void;
  readonly counting: (sender: Sender) => Sender;
};

/** Concurrent calls, each repeated after this time: several times the permitted rate of an organisation. */
const CALLS = { atOnce: 48, everyMs: 100 };
/** Concurrent writes on one stream: only flow control slows them down. */
const ON_STREAM = 96;

/** Sends as fast as one organisation can, and ignores every answer to wait, until the signal fires. */
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
