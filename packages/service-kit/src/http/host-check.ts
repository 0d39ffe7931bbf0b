import { BlockList, isIP } from 'node:net';
import { hostname } from 'node:os';

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** The host of a Host header without brackets and port, as in `[::1]:7104` or `node.example.org`. Undefined if it is invalid. */
export function parseHost(header: string): string | undefined {
  const [, address, name] = HOST.exec(header) ?? [];
  return (address ?? name)?.toLowerCase();
}

const HOST = /^(?:\[([0-9A-Fa-f:.]{2,45})\]|([A-Za-z0-9._-]{1,253}))(?::\d{1,5})?$/;

/** True for localhost, names below it, and loopback addresses. */
export function isLoopback(host: string): boolean {
  const family = isIP(host);
  if (family === 0) return host === 'localhost' || host.endsWith('.localhost');
  return LOOPBACK.check(host, family === 4 ? 'ipv4' : 'ipv6');
}

/**
 * Checks whether a Host header names this machine: localhost, its own name, one of `names`, or any IP address. With DNS rebinding,
 * a foreign page reaches this machine by a host name of its own, and could read the responses. It has no such name as an address.
 */
export function createHostCheck(names: readonly string[]): (header: string) => boolean {
  const own = new Set([hostname(), ...names].map((name) => name.toLowerCase()));
  return (header) => {
    const host = parseHost(header);
    return host !== undefined && (isIP(host) !== 0 || isLoopback(host) || own.has(host));
  };
}
