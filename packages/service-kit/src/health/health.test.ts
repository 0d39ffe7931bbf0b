import { expect, test } from 'vitest';
import { createHealth } from './health.ts';

const at = (clock: { ms: number }) => createHealth({ elapsed: () => clock.ms, checkTimeoutMs: 5 });

test('a service without checks is not ready', async () => {
  const health = at({ ms: 0 });
  expect(await health.checkReadiness()).toMatchObject({ ok: false, checks: [{ code: 'NOT_STARTED' }] });
});

test('readiness is the current result of the checks', async () => {
  const health = at({ ms: 0 });
  let answers = true;
  const remove = health.add('ready', 'store', () =>
    answers ? { ok: true } : { ok: false, code: 'STORE_AWAY' },
  );
  expect((await health.checkReadiness()).ok).toBe(true);
  answers = false;
  expect(await health.checkReadiness()).toEqual({
    ok: false,
    checks: [{ name: 'store', ok: false, code: 'STORE_AWAY' }],
  });
  expect((await health.checkLiveness()).ok).toBe(true);
  remove();
  expect((await health.checkReadiness()).checks[0]).toMatchObject({ code: 'NOT_STARTED' });
});

test('a loop that does not tick makes the service neither live nor ready', async () => {
  const clock = { ms: 0 };
  const health = at(clock);
  const loop = health.heartbeat('relay', 1_000);
  health.add('ready', 'log', () => ({ ok: true }));
  clock.ms = 1_000;
  expect((await health.checkReadiness()).ok).toBe(true);
  clock.ms = 1_001;
  expect(await health.checkLiveness()).toEqual({
    ok: false,
    checks: [{ name: 'relay', ok: false, code: 'LOOP_STALLED' }],
  });
  expect((await health.checkReadiness()).ok).toBe(false);
  loop.tick();
  expect((await health.checkReadiness()).ok).toBe(true);
});

test('a check fails if it throws or takes too long', async () => {
  const health = at({ ms: 0 });
  let aborted = false;
  health.add('ready', 'throws', () => {
    throw new Error('no');
  });
  health.add('ready', 'hangs', (signal) => {
    signal.addEventListener('abort', () => {
      aborted = true;
    });
    return new Promise(() => {});
  });
  expect((await health.checkReadiness()).checks).toEqual([
    { name: 'throws', ok: false, code: 'CHECK_FAILED' },
    { name: 'hangs', ok: false, code: 'CHECK_TIMEOUT' },
  ]);
  expect(aborted).toBe(true);
});

test('a stopping service is live but not ready', async () => {
  const health = at({ ms: 0 });
  health.add('ready', 'store', () => ({ ok: true }));
  health.markStopping();
  expect((await health.checkReadiness()).checks).toEqual([{ name: 'service', ok: false, code: 'STOPPING' }]);
  expect((await health.checkLiveness()).ok).toBe(true);
});

test('concurrent probes run a check once', async () => {
  const health = at({ ms: 0 });
  let runs = 0;
  health.add('ready', 'store', async () => {
    runs += 1;
    return { ok: true };
  });
  await Promise.all([health.checkReadiness(), health.checkReadiness(), health.checkReadiness()]);
  expect(runs).toBe(1);
  await health.checkReadiness();
  expect(runs).toBe(2);
});
