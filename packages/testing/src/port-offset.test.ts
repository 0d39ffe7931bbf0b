import { describe, expect, it } from 'vitest';
import { portOffset } from './port-offset.ts';

const PORTS = [7001, 7002, 7003, 7004, 7005, 7006, 7010, 7030, 7031, 7032, 8080, 8090].concat([
  9101, 9102, 9103, 9104, 9105, 9106, 9110, 9120, 9121, 9122,
]);

describe('the port offset of a test worker', () => {
  it('gives a region ports that no region of the other worker can have', () => {
    const endings = new Set(PORTS.map((port) => port % 100));
    for (const port of PORTS) expect(endings.has((port + 45) % 100), String(port)).toBe(false);
    for (let i = 0; i < 200; i++) {
      const offset = portOffset();
      expect([0, 45]).toContain(offset % 100);
      expect(9122 + offset).toBeLessThan(32_768);
    }
  });
});
