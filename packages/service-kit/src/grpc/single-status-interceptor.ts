import { constants, type ServerHttp2Stream } from 'node:http2';
import { type ServerInterceptor, status } from '@grpc/grpc-js';

type Call = Parameters<ServerInterceptor>[1];
type Status = Parameters<Call['sendStatus']>[0];

/** How long a caller has to read the end of a call and to end its requests, before the stream is reset. */
const CLOSE_GRACE_MS = 10_000;

/**
 * Sends exactly one status for each call. grpc-js ends calls by itself, at a deadline or at bytes that do not decompress, while a
 * handler still writes. A message after the status breaks the stream: its caller receives nothing, and the stream is never freed.
 * grpc-js calls the methods of the call directly and bypasses interceptors, so these methods are replaced.
 */
export function createSingleStatusInterceptor(closeGraceMs = CLOSE_GRACE_MS): ServerInterceptor {
  return (_method, call) => {
    const sendStatus = call.sendStatus.bind(call);
    const sendMessage = call.sendMessage.bind(call);
    let isOver = false;
    call.sendStatus = (end) => {
      if (isOver) return;
      isOver = true;
      sendStatus(toCallerFault(end));
      closeAfterGrace(streamOf(call), closeGraceMs);
    };
    call.sendMessage = (message, sent) => {
      if (!isOver) sendMessage(message, sent);
    };
    // The type requires grpc-js's wrapper, which would hide the stream, and with it the caller's certificate.
    return call as ReturnType<ServerInterceptor>;
  };
}

/** Corrects the code of errors that the caller caused and grpc-js reports as INTERNAL. */
function toCallerFault(end: Status): Status {
  if (end.code !== status.INTERNAL) return end;
  if (end.details?.startsWith('Invalid grpc-timeout'))
    return { ...end, code: status.INVALID_ARGUMENT, details: 'grpc-timeout is not a valid gRPC timeout' };
  if (end.details === 'Failed to decompress message')
    return {
      ...end,
      code: status.INVALID_ARGUMENT,
      details: 'the request cannot be decompressed by its grpc-encoding',
    };
  return end;
}

function streamOf(call: Call): ServerHttp2Stream | undefined {
  return Reflect.get(call, 'stream');
}

/** Without this reset, a caller that reads nothing, or never ends its requests, would keep the stream as long as the connection. */
function closeAfterGrace(stream: ServerHttp2Stream | undefined, closeGraceMs: number): void {
  if (stream === undefined || stream.closed) return;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), closeGraceMs);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));
}
