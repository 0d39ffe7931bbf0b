import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, isPortFree, portOffset, workerPorts } from './free-port.ts';

/** Ports of a region at offset 0. */
const REGION_PORTS = [7001, 7002, 7003, 7004, 7005, 7006, 7010, 7030, 7031, 7032, 8080, 8090].concat([
  9101, 9102, 9103, 9104, 9105, 9106, 9110, 9120, 9121, 9122,
]);
const REGION_ENDINGS = new Set(REGION_PORTS.map((port) => port % 100));

it('returns each port once, also to concurrent callers', async () => {
  const ports = await Promise.all(Array.from({ length: 300 }, () => freePort()));
  expect(new Set(ports).size).toBe(ports.length);
  expect(ports.every((port) => workerPorts().includes(port))).toBe(true);
});

it('never returns a port of the other worker, of a trial region or of the system', () => {
  const [odd, even] = [new Set(workerPorts(1)), workerPorts(2)];
  expect(even.filter((port) => odd.has(port))).toEqual([]);
  const regionEndings = new Set([...REGION_ENDINGS].flatMap((ending) => [ending, (ending + 45) % 100]));
  expect([...odd, ...even].filter((port) => regionEndings.has(port % 100))).toEqual([]);
  const [first] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/).map(Number);
  expect(Math.max(...odd, ...even)).toBeLessThan(first ?? 0);
});

it('detects a port in use', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});

it('returns offsets for ports that no region of the other worker can have', () => {
  for (const port of REGION_PORTS) expect(REGION_ENDINGS.has((port + 45) % 100), String(port)).toBe(false);
  for (let i = 0; i < 200; i++) {
    const offset = portOffset();
    expect([0, 45]).toContain(offset % 100);
    expect(9122 + offset).toBeLessThan(32_768);
  }
});
