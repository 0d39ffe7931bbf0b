import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect,
  constants,
  type OutgoingHttpHeaders,
} from 'node:http2';
import type { TlsMaterial } from '@waylight/service-kit';

/** The end of a call, as read from the wire. */
export type WireAnswer = {
  /** The name of the gRPC status, or a replacement: `HTTP 415`, `reset 11`, `closed`. */
  readonly code: string;
  readonly words: string;
  /** Bytes of answers before the end. */
  readonly messages: number;
};

const STATUS = [
  ...['OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS'],
  ...['PERMISSION_DENIED', 'RESOURCE_EXHAUSTED', 'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE'],
  ...['UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED'],
];

/** HTTP/2 over mutual TLS without a gRPC library, for input that no library would send. */
export type WireClient = {
  /** Sends these bytes as the body of one call, and waits for its end. */
  readonly call: (
    path: string,
    body: Uint8Array,
    more?: OutgoingHttpHeaders,
    /** Cancels the call after this time, for calls that never end. */
    patienceMs?: number,
  ) => Promise<WireAnswer>;
  readonly close: () => void;
};

const UNBOUNDED_MB = 1_000_000;

export type WireOptions = {
  /** The client's address, such as 127.0.0.2: a server limits the connections of each address. */
  readonly localAddress?: string;
};

export function wireSession(
  port: number,
  tls: TlsMaterial | undefined,
  { localAddress }: WireOptions = {},
): ClientHttp2Session {
  const session = connect(`https://localhost:${port}`, {
    ...(localAddress === undefined ? {} : { localAddress, family: 4 }),
    ca: tls?.ca,
    cert: tls?.certificate,
    key: tls?.key,
    minVersion: 'TLSv1.3',
    // After a reset Node.js still counts the unsent bytes of a stream, and would stop sending after 10 MB.
    maxSessionMemory: UNBOUNDED_MB,
  });
  // Every call gets its own error.
  session.on('error', () => undefined);
  return session;
}

/** A connection that is reopened after the server has closed it. */
export function wireClient(port: number, tls: TlsMaterial, options: WireOptions = {}): WireClient {
  let session: ClientHttp2Session | undefined;
  const open = () => {
    if (session === undefined || session.closed || session.destroyed)
      session = wireSession(port, tls, options);
    return session;
  };
  return {
    call: async (path, body, more = {}, patienceMs) => {
      for (let attempt = 0; ; attempt++) {
        const answer = await callOn(open(), path, body, more, patienceMs);
        // The server may close a misbehaving connection; it never saw a call on its way then.
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
    // Node.js itself refuses some headers.
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

/** Waits for the end of a call, by either side. */
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
  const onEnd = () => {
    const reset = stream.rstCode;
    const none = reset === undefined || reset === constants.NGHTTP2_NO_ERROR ? 'closed' : `reset ${reset}`;
    resolve({ code: status ?? none, words, messages: read });
  };
  stream.on('error', () => undefined);
  stream.on('close', onEnd);
  // A server that has answered need not read the rest of the request; like any library, the client then cancels.
  const hangUp = () => {
    if (status === undefined) return;
    onEnd();
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

/** Frames a message for gRPC; `flag` and `length` may be wrong. */
export function grpcFrame(message: Uint8Array, flag = 0, length = message.length): Uint8Array {
  const head = Buffer.alloc(5);
  head.writeUInt8(flag, 0);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}
