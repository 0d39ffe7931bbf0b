import { constants, type ServerHttp2Stream } from 'node:http2';
import { type ServerInterceptor, status } from '@grpc/grpc-js';

type Call = Parameters<ServerInterceptor>[1];
type Status = Parameters<Call['sendStatus']>[0];

/** How long a caller may take to read its end of a call, and to end its own: then the stream is taken from it. */
const CLOSE_GRACE_MS = 10_000;

/**
 * Holds a call to one end. grpc-js ends calls by itself (at a deadline, at bytes that don't inflate) while a handler
 * still answers: a message written after that breaks the stream in such a way that its caller never hears anything, and
 * the stream is never freed. It does so by the call's own methods, past every interceptor, so these are replaced.
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
    // The type asks for grpc-js's wrapper, which would hide the stream from what reads the caller's certificate.
    return call as ReturnType<ServerInterceptor>;
  };
}

/** What grpc-js calls internal though it came from the caller, whose mistake it is to mend. */
function toCallerFault(end: Status): Status {
  if (end.code !== status.INTERNAL) return end;
  if (end.details?.startsWith('Invalid grpc-timeout'))
    return { ...end, code: status.INVALID_ARGUMENT, details: 'grpc-timeout is not a time as gRPC writes it' };
  if (end.details === 'Failed to decompress message')
    return {
      ...end,
      code: status.INVALID_ARGUMENT,
      details: 'the request does not decompress by its grpc-encoding',
    };
  return end;
}

function streamOf(call: Call): ServerHttp2Stream | undefined {
  return Reflect.get(call, 'stream');
}

/** A stream whose caller reads nothing any more, or never ends its request, would be held as long as the connection. */
function closeAfterGrace(stream: ServerHttp2Stream | undefined, closeGraceMs: number): void {
  if (stream === undefined || stream.closed) return;
  const timer = setTimeout(() => stream.close(constants.NGHTTP2_CANCEL), closeGraceMs);
  timer.unref();
  stream.once('close', () => clearTimeout(timer));
}
