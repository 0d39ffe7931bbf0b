import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import { createDisconnectSignal } from './http-caller.ts';

/** One event of a stream (`text/event-stream` of the HTML standard). One with an id alone tells a browser where to go on, and nothing else. */
export type ServerEvent = {
  /** What the browser sends as Last-Event-ID when it comes back; of one line. */
  readonly id?: string;
  readonly data?: string;
  /** How long the browser waits before it comes back by itself. */
  readonly retryMs?: number;
};

export type EventStreamOptions = {
  /** How often a comment is sent that says nothing: proxies and this server cut what is silent. */
  readonly heartbeatMs?: number;
};

/** Below what this server takes for silence, and below what most proxies do. */
const HEARTBEAT_MS = 15_000;

/**
 * Answers 200 with events as `events` gives them; it gets a signal that ends when the caller hangs up. Resolves when the stream is over, for
 * whichever reason; rejects, with the stream ended, where `events` throws.
 */
export async function sendEvents(
  reply: FastifyReply,
  events: (disconnected: AbortSignal) => AsyncIterable<ServerEvent>,
  { heartbeatMs = HEARTBEAT_MS }: EventStreamOptions = {},
): Promise<void> {
  const disconnected = createDisconnectSignal(reply);
  // A proxy that gathers what it passes on would hold a notice back until there are many.
  reply.code(200).type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
  // When it is over nothing else comes on this connection, so that no stop of the server waits for it.
  reply.header('connection', 'close');
  const { raw } = reply.hijack();
  if (raw.destroyed) return;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.flushHeaders();
  // Nothing is added for a caller who does not read: the server's limit of silence ends that connection.
  const heartbeat = setInterval(() => raw.writableNeedDrain || raw.write(':\n\n'), heartbeatMs);
  try {
    for await (const event of events(disconnected)) {
      if (disconnected.aborted) break;
      if (!raw.write(formatEvent(event)))
        await once(raw, 'drain', { signal: disconnected }).catch(() => undefined);
    }
  } finally {
    clearInterval(heartbeat);
    raw.end();
  }
}

function formatEvent({ id, data, retryMs }: ServerEvent): string {
  const lines = [
    ...(retryMs === undefined ? [] : [`retry: ${retryMs}`]),
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(data === undefined ? [] : data.split(/\r\n|[\r\n]/).map((line) => `data: ${line}`)),
  ];
  return `${lines.join('\n')}\n\n`;
}
