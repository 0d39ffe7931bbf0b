import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import { createDisconnectSignal } from './http-caller.ts';

/** An event of a `text/event-stream` (HTML standard). With an id alone, it only sets the position from which a browser resumes. */
export type ServerEvent = {
  /** Value of Last-Event-ID when the browser reconnects; one line. */
  readonly id?: string;
  readonly data?: string;
  /** Time before the browser reconnects. */
  readonly retryMs?: number;
};

export type EventStreamOptions = {
  /** Interval of empty comments: proxies and this server close silent connections. */
  readonly heartbeatMs?: number;
};

/** Shorter than the limits of silence of this server and of most proxies. */
const HEARTBEAT_MS = 15_000;

/**
 * Answers 200 with the events of `events`, whose signal aborts when the caller disconnects. Resolves when the stream is over; rejects,
 * after ending the stream, if `events` throws.
 */
export async function sendEvents(
  reply: FastifyReply,
  events: (disconnected: AbortSignal) => AsyncIterable<ServerEvent>,
  { heartbeatMs = HEARTBEAT_MS }: EventStreamOptions = {},
): Promise<void> {
  const disconnected = createDisconnectSignal(reply);
  // A buffering proxy would delay an event until there are many.
  reply.code(200).type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
  // The connection ends with the stream, so that no stop of the server waits for it.
  reply.header('connection', 'close');
  const { raw } = reply.hijack();
  if (raw.destroyed) return;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.flushHeaders();
  // Sends nothing to a caller that does not read: the limit of silence then closes the connection.
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
