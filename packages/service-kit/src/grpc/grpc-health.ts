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
