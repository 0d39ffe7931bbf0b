import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, isPortFree, portOffset, TEST_WORKERS, workerPorts } from './free-port.ts';

/** Ports of a region at offset 0. */
const REGION_PORTS = [7001, 7002, 7003, 7004, 7005, 7006, 7010, 7030, 7031, 7032, 7040, 8080, 8090].concat([
  7101, 7102, 7103, 7104, 7105, 7106, 9101, 9102, 9103, 9104, 9105, 9106, 9110, 9120, 9121, 9122,
]);
const WORKERS = Array.from({ length: TEST_WORKERS }, (_, i) => i + 1);
const REGION_ENDINGS = new Set(REGION_PORTS.map((port) => port % 100));

it('returns each port once, also to concurrent callers', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()));
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports.every((port) => workerPorts().includes(port))).toBe(true);
});

it('never returns a port of another worker, of a trial region or of the system', () => {
  const ports = WORKERS.flatMap((worker) => workerPorts(worker));
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports.filter((port) => REGION_ENDINGS.has(port % 100))).toEqual([]);
  const [first] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/).map(Number);
  expect(Math.max(...ports)).toBeLessThan(first ?? 0);
});

it('detects a port in use', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});

it('returns offsets for ports that no region of another worker can have', () => {
  const ports = WORKERS.map((worker) => {
    const offsets = Array.from({ length: 400 }, () => portOffset(worker));
    return new Set(offsets.flatMap((offset) => REGION_PORTS.map((port) => port + offset)));
  });
  const all = ports.flatMap((ofWorker) => [...ofWorker]);
  expect(new Set(all).size).toBe(all.length);
  expect(Math.min(...all)).toBeGreaterThan(10_000);
  expect(Math.max(...all)).toBeLessThan(32_768);
});
