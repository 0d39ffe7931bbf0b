import { expect, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { type Component, type StartOptions, StopError, startComponents } from './components.ts';

const log = createLogger({ service: 'kit', level: 'silent' });

function traced(
  events: string[],
  name: string,
  more: { start?: () => void; stop?: () => Promise<void> } = {},
): Component {
  return {
    name,
    start: async () => {
      more.start?.();
      events.push(`start ${name}`);
      return {
        stop: async () => {
          events.push(`stop ${name}`);
          await more.stop?.();
        },
      };
    },
  };
}

const startAll = (components: readonly Component[], options: Omit<StartOptions, 'log'>) =>
  startComponents({ log, ...options }, async ({ start }) => {
    for (const component of components) await start(component);
    return {};
  });

test('components stop in the reverse order of their start, once', async () => {
  const events: string[] = [];
  const { stop } = await startAll([traced(events, 'a'), traced(events, 'b')], {
    stopTimeoutMs: 1_000,
  });
  await Promise.all([stop(), stop()]);
  await stop();
  expect(events).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

test('a failed start stops what was started and throws its own error', async () => {
  const events: string[] = [];
  const broken = traced(events, 'c', {
    start: () => {
      throw new RangeError('no');
    },
  });
  const starting = startAll([traced(events, 'a'), traced(events, 'b'), broken, traced(events, 'd')], {
    stopTimeoutMs: 1_000,
  });
  await expect(starting).rejects.toThrow(RangeError);
  expect(events).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

test('a component that hangs or fails while stopping does not prevent others from stopping', async () => {
  const events: string[] = [];
  const { stop } = await startAll(
    [
      traced(events, 'a'),
      traced(events, 'hangs', { stop: () => new Promise(() => {}) }),
      traced(events, 'fails', { stop: () => Promise.reject(new Error('no')) }),
    ],
    { stopTimeoutMs: 5 },
  );
  const error: unknown = await stop().catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(StopError);
  expect(error).toMatchObject({ message: expect.stringContaining('fails, hangs') });
  expect(events.slice(-3)).toEqual(['stop fails', 'stop hangs', 'stop a']);
});

test('an aborted start begins nothing more', async () => {
  const events: string[] = [];
  const calledOff = new AbortController();
  const first = traced(events, 'a', { start: () => calledOff.abort(new Error('called off')) });
  const starting = startAll([first, traced(events, 'b')], {
    stopTimeoutMs: 1_000,
    signal: calledOff.signal,
  });
  await expect(starting).rejects.toThrow('called off');
  expect(events).toEqual(['start a', 'stop a']);
});

test('a component that starts after its deadline is stopped', async () => {
  const events: string[] = [];
  const go = Promise.withResolvers<void>();
  const stopped = Promise.withResolvers<void>();
  const slow: Component = {
    name: 'slow',
    start: async (signal) => {
      await go.promise;
      events.push(`started, called off: ${signal.aborted}`);
      return { stop: async () => stopped.resolve() };
    },
  };
  const starting = startAll([traced(events, 'a'), slow], {
    stopTimeoutMs: 1_000,
    startTimeoutMs: 5,
  });
  await expect(starting).rejects.toMatchObject({ code: 'LIFECYCLE_TIMEOUT' });
  go.resolve();
  await stopped.promise;
  expect(events).toEqual(['start a', 'stop a', 'started, called off: true']);
});

test('a service gets what its components return, and an adopted part stops like a component', async () => {
  const closed: string[] = [];
  const service = await startComponents({ log, stopTimeoutMs: 5 }, async ({ start, adopt }) => {
    const database = adopt('database', 'cells', async (name) => void closed.push(name));
    const counter = await start({
      name: 'counter',
      start: async () => ({ count: 7, stop: () => new Promise<void>(() => {}) }),
    });
    return { database, count: counter.count };
  });
  expect(service).toMatchObject({ database: 'cells', count: 7 });
  await expect(service.stop()).rejects.toMatchObject({ message: 'components failed to stop: counter' });
  expect(closed).toEqual(['cells']);
});
