import { once } from 'node:events';
import type { FastifyReply } from 'fastify';
import { createDisconnectSignal } from './http-caller.ts';

/** An event of a `text/event-stream` (HTML standard). An event with only an id sets the position from which a browser resumes. */
export type ServerEvent = {
  /** Value of Last-Event-ID when the browser reconnects. Must be one line. */
  readonly id?: string;
  readonly data?: string;
  /** How long the browser waits before it reconnects. */
  readonly retryMs?: number;
};

export type EventStreamOptions = {
  /** Interval of empty comments (heartbeats), because proxies and this server close idle connections. */
  readonly heartbeatMs?: number;
};

/** Shorter than the idle timeouts of this server and of most proxies. */
const HEARTBEAT_MS = 15_000;

/**
 * Answers 200 with the events of `events`. The signal of `events` aborts when the caller disconnects. Resolves when the stream is
 * over. If `events` throws, it ends the stream and rejects.
 */
export async function sendEvents(
  reply: FastifyReply,
  events: (disconnected: AbortSignal) => AsyncIterable<ServerEvent>,
  { heartbeatMs = HEARTBEAT_MS }: EventStreamOptions = {},
): Promise<void> {
  const disconnected = createDisconnectSignal(reply);
  // A buffering proxy would delay an event until its buffer is full.
  reply.code(200).type('text/event-stream; charset=utf-8').header('x-accel-buffering', 'no');
  // The connection ends with the stream, so that no stop of the server waits for it.
  reply.header('connection', 'close');
  const { raw } = reply.hijack();
  if (raw.destroyed) return;
  for (const [name, value] of Object.entries(reply.getHeaders()))
    if (value !== undefined) raw.setHeader(name, value);
  raw.flushHeaders();
  // Nothing is sent to a caller that does not read. The idle timeout then closes the connection.
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
