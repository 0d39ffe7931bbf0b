import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { freePort, isPortFree, workerPorts } from './free-port.ts';
import { portOffset } from './port-offset.ts';

/** Of a region at offset 0: the last two digits are what matters. */
const REGION_ENDINGS = [1, 2, 3, 4, 5, 6, 10, 20, 21, 22, 30, 31, 32, 40, 80, 90];

it('a port is given once, also where many ask at the same time', async () => {
  const given = await Promise.all(Array.from({ length: 300 }, () => freePort()));
  expect(new Set(given).size).toBe(given.length);
  expect(given.every((port) => workerPorts().includes(port))).toBe(true);
});

it('two workers, a trial region and the system itself never give the same one', () => {
  const [odd, even] = [new Set(workerPorts(1)), workerPorts(2)];
  expect(even.filter((port) => odd.has(port))).toEqual([]);
  const ofRegions = new Set(REGION_ENDINGS.flatMap((ending) => [ending, (ending + 45) % 100]));
  expect([...odd, ...even].filter((port) => ofRegions.has(port % 100))).toEqual([]);
  expect([0, 45]).toContain(portOffset() % 100);
  const [first] = readFileSync('/proc/sys/net/ipv4/ip_local_port_range', 'utf8').split(/\s/).map(Number);
  expect(Math.max(...odd, ...even)).toBeLessThan(first ?? 0);
});

it('one that somebody listens at is not free', async () => {
  const port = await freePort();
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
