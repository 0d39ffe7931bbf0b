import { setTimeout as delay } from 'node:timers/promises';
import { service } from 'grpc-health-check';
import type { Health } from '../health/health.ts';
import type { ServerStreamHandler, UnaryHandler } from './handlers.ts';
import type { BoundMethod } from './reflection.ts';
import { RpcError, serverStoppingError } from './rpc-error.ts';

type HealthCheckRequest = { readonly service: string };
type HealthCheckResponse = { readonly status: 'SERVING' | 'NOT_SERVING' | 'SERVICE_UNKNOWN' };

/**
 * Returns the methods of grpc.health.v1.Health. They run the checks of `/health/ready` at each call. The server as a whole (name
 * '') and each of its services have the same state.
 */
export function healthMethods(
  health: Health,
  serviceNames: readonly string[],
  watchIntervalMs = 1_000,
): readonly BoundMethod[] {
  const known = new Set(['', ...serviceNames]);
  const statusOf = async (name: string): Promise<HealthCheckResponse> => {
    if (!known.has(name)) return { status: 'SERVICE_UNKNOWN' };
    return { status: (await health.checkReadiness()).ok ? 'SERVING' : 'NOT_SERVING' };
  };

  const check: UnaryHandler<HealthCheckRequest, HealthCheckResponse> = async ({ service: name }) => {
    if (!known.has(name)) throw new RpcError('NOT_FOUND', 'this server has no such service');
    return statusOf(name);
  };
  const watch: ServerStreamHandler<HealthCheckRequest, HealthCheckResponse> = async function* (
    { service: name },
    ctx,
  ) {
    let last: HealthCheckResponse['status'] | undefined;
    const signal = AbortSignal.any([ctx.signal, ctx.stopping]);
    while (!signal.aborted) {
      const answer = await statusOf(name);
      if (answer.status !== last) yield answer;
      last = answer.status;
      await delay(watchIntervalMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
    throw serverStoppingError();
  };
  const list: UnaryHandler<unknown, { statuses: Record<string, HealthCheckResponse> }> = async () => {
    const answer = await statusOf('');
    return { statuses: Object.fromEntries([...known].map((name) => [name, answer])) };
  };

  const handlers: Readonly<Record<string, unknown>> = { Check: check, Watch: watch, List: list };
  return Object.entries(service).flatMap(([name, method]) =>
    handlers[name] === undefined ? [] : [{ method, handler: handlers[name] }],
  );
}

/**
 * grpc.health.v1 as a serialised FileDescriptorSet, built by `buf build --exclude-source-info` from the health.proto of the
 * package grpc-health-check. The descriptors that this package loads name types in a form that strict clients reject.
 */
export const HEALTH_DESCRIPTOR_SET: Uint8Array = Buffer.from(
  [
    'CtsGChZoZWFsdGgvdjEvaGVhbHRoLnByb3RvEg5ncnBjLmhlYWx0aC52MSITChFIZWFsdGhMaXN0UmVxdWVzdCLEAQ',
    'oSSGVhbHRoTGlzdFJlc3BvbnNlEkwKCHN0YXR1c2VzGAEgAygLMjAuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJl',
    'c3BvbnNlLlN0YXR1c2VzRW50cnlSCHN0YXR1c2VzGmAKDVN0YXR1c2VzRW50cnkSEAoDa2V5GAEgASgJUgNrZXkSOQ',
    'oFdmFsdWUYAiABKAsyIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlUgV2YWx1ZToCOAEiLgoSSGVh',
    'bHRoQ2hlY2tSZXF1ZXN0EhgKB3NlcnZpY2UYASABKAlSB3NlcnZpY2UisQEKE0hlYWx0aENoZWNrUmVzcG9uc2USSQ',
    'oGc3RhdHVzGAEgASgOMjEuZ3JwYy5oZWFsdGgudjEuSGVhbHRoQ2hlY2tSZXNwb25zZS5TZXJ2aW5nU3RhdHVzUgZz',
    'dGF0dXMiTwoNU2VydmluZ1N0YXR1cxILCgdVTktOT1dOEAASCwoHU0VSVklORxABEg8KC05PVF9TRVJWSU5HEAISEw',
    'oPU0VSVklDRV9VTktOT1dOEAMy/QEKBkhlYWx0aBJQCgVDaGVjaxIiLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNr',
    'UmVxdWVzdBojLmdycGMuaGVhbHRoLnYxLkhlYWx0aENoZWNrUmVzcG9uc2USUgoFV2F0Y2gSIi5ncnBjLmhlYWx0aC',
    '52MS5IZWFsdGhDaGVja1JlcXVlc3QaIy5ncnBjLmhlYWx0aC52MS5IZWFsdGhDaGVja1Jlc3BvbnNlMAESTQoETGlz',
    'dBIhLmdycGMuaGVhbHRoLnYxLkhlYWx0aExpc3RSZXF1ZXN0GiIuZ3JwYy5oZWFsdGgudjEuSGVhbHRoTGlzdFJlc3',
    'BvbnNlQmEKEWlvLmdycGMuaGVhbHRoLnYxQgtIZWFsdGhQcm90b1ABWixnb29nbGUuZ29sYW5nLm9yZy9ncnBjL2hl',
    'YWx0aC9ncnBjX2hlYWx0aF92MaoCDkdycGMuSGVhbHRoLlYxYgZwcm90bzPS9gMECAAYAA==',
  ].join(''),
  'base64',
);
