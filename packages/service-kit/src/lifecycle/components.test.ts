import { expect, test } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { type Component, StopError, startComponent, startInOrder } from './components.ts';

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

test('components stop in the reverse order of their start, once', async () => {
  const events: string[] = [];
  const { stop } = await startInOrder([traced(events, 'a'), traced(events, 'b')], {
    log,
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
  const starting = startInOrder([traced(events, 'a'), traced(events, 'b'), broken, traced(events, 'd')], {
    log,
    stopTimeoutMs: 1_000,
  });
  await expect(starting).rejects.toThrow(RangeError);
  expect(events).toEqual(['start a', 'start b', 'stop b', 'stop a']);
});

test('a component that hangs or fails while stopping does not prevent others from stopping', async () => {
  const events: string[] = [];
  const { stop } = await startInOrder(
    [
      traced(events, 'a'),
      traced(events, 'hangs', { stop: () => new Promise(() => {}) }),
      traced(events, 'fails', { stop: () => Promise.reject(new Error('no')) }),
    ],
    { log, stopTimeoutMs: 5 },
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
  const starting = startInOrder([first, traced(events, 'b')], {
    log,
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
  const starting = startInOrder([traced(events, 'a'), slow], {
    log,
    stopTimeoutMs: 1_000,
    startTimeoutMs: 5,
  });
  await expect(starting).rejects.toMatchObject({ code: 'LIFECYCLE_TIMEOUT' });
  go.resolve();
  await stopped.promise;
  expect(events).toEqual(['start a', 'stop a', 'started, called off: true']);
});

test('`startComponent` returns the result of the start, and stopping has a deadline', async () => {
  const component = {
    name: 'counter',
    start: async () => ({ count: 7, stop: () => new Promise<void>(() => {}) }),
  };
  const running = await startComponent(component, { log, stopTimeoutMs: 5 });
  expect(running.count).toBe(7);
  await expect(running.stop()).rejects.toMatchObject({ message: expect.stringContaining('counter') });
});
