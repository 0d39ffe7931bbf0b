import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { TlsMaterial } from '@waylight/service-kit';

/** The end of a call as it stands on the wire. */
export type WireAnswer = {
  /** The name of the gRPC status, or what took its place: `HTTP 415`, `reset 11`, `closed`. */
  readonly code: string;
  readonly words: string;
  /** Answers that came before the end. */
  readonly messages: number;
};

const STATUS = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE'],
  ...['UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
];

/** HTTP/2 over mutual TLS without a gRPC library: it sends what no library would. */
export type WireClient = {
  /** Sends these bytes as the body of one call, and waits for its end. */
  readonly call: (
    path: string,
    body: Uint8Array,
    more?: OutgoingHttpHeaders,
    /** Hangs up by itself after this time: how a caller ends what goes on for ever. */
    patienceMs?: number,
  ) => Promise<WireAnswer>;
  readonly close: () => void;
};

const UNBOUNDED_MB = 1_000_000;

export function wireSession(port: number, tls: TlsMaterial | undefined): ClientHttp2Session {
  const session = connect(`https://localhost:${port}`, {
    ca: tls?.ca,
    cert: tls?.certificate,
    key: tls?.key,
    minVersion: 'TLSv1.3',
    // Node.js goes on counting what a stream had still to send when it is reset, and would send no more after 10 MB of it.
    maxSessionMemory: UNBOUNDED_MB,
  });
  // Every call hears of it by itself.
  session.on('error', () => undefined);
  return session;
}

/** A connection that is opened again when the server has given it up. */
export function wireClient(port: number, tls: TlsMaterial): WireClient {
  let session: ClientHttp2Session | undefined;
  const open = () => {
    if (session === undefined || session.closed || session.destroyed) session = wireSession(port, tls);
    return session;
  };
  return {
    call: async (path, body, more = {}, patienceMs) => {
      for (let attempt = 0; ; attempt++) {
        const answer = await callOn(open(), path, body, more, patienceMs);
        // The server may end a connection that misbehaved; a call on its way then was never seen by it.
        if ((answer.code !== 'closed' && answer.code !== 'not sent') || attempt === 2) return answer;
      }
    },
    close: () => session?.destroy(),
  };
}

export function callOn(
  session: ClientHttp2Session,
  path: string,
  body: Uint8Array,
  more: OutgoingHttpHeaders = {},
  patienceMs?: number,
): Promise<WireAnswer> {
  let stream: ClientHttp2Stream;
  try {
    stream = session.request({
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
      ...more,
    });
  } catch {
    // Node itself refuses some headers.
    return Promise.resolve({ code: 'not sent', words: '', messages: 0 });
  }
  const answer = readAnswer(stream);
  stream.end(body);
  if (patienceMs === undefined) return answer;
  const { promise, resolve } = Promise.withResolvers<WireAnswer>();
  const timer = setTimeout(() => {
    resolve({ code: 'ended by its caller', words: '', messages: 0 });
    stream.close(constants.NGHTTP2_CANCEL);
  }, patienceMs);
  return Promise.race([answer, promise]).finally(() => clearTimeout(timer));
}

/** How a call ended, whoever ended it. */
export function readAnswer(stream: ClientHttp2Stream): Promise<WireAnswer> {
  const { promise, resolve } = Promise.withResolvers<WireAnswer>();
  let status: string | undefined;
  let words = '';
  let read = 0;
  const readStatus = (headers: Record<string, unknown>) => {
    if (headers['grpc-status'] !== undefined)
      status = STATUS[Number(headers['grpc-status'])] ?? `status ${headers['grpc-status']}`;
    if (headers['grpc-message'] !== undefined) words += decodePercent(String(headers['grpc-message']));
    const details = headers['grpc-status-details-bin'];
    if (details !== undefined) words += ` ${Buffer.from(String(details), 'base64').toString('latin1')}`;
  };
  stream.on('response', (headers) => {
    if (headers[':status'] !== 200) status = `HTTP ${headers[':status']}`;
    readStatus(headers);
  });
  stream.on('trailers', (headers) => {
    readStatus(headers);
    hangUp();
  });
  stream.on('data', (data: Buffer) => {
    read += data.length;
  });
  const ended = () => {
    const reset = stream.rstCode;
    const none = reset === undefined || reset === constants.NGHTTP2_NO_ERROR ? 'closed' : `reset ${reset}`;
    resolve({ code: status ?? none, words, messages: read });
  };
  stream.on('error', () => undefined);
  stream.on('close', ended);
  // A server that has answered need not read the rest of the request; what any library does then is to hang up.
  const hangUp = () => {
    if (status === undefined) return;
    ended();
    stream.close(constants.NGHTTP2_CANCEL);
  };
  stream.on('end', hangUp);
  return promise;
}

function decodePercent(message: string): string {
  try {
    return decodeURIComponent(message);
  } catch {
    return message;
  }
}

/** A message as gRPC frames it; `flag` and `length` may lie. */
export function grpcFrame(message: Uint8Array, flag = 0, length = message.length): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
