import { BlockList, isIPv6, type Server, type Socket } from 'node:net';

/**
 * Maximum number of open connections of one server. Each costs about 90 KiB with TLS, and two or three times as much with streams.
 * A machine with 1 GiB can serve this many. The organisations of a country or the region need far fewer.
 */
export const MAX_CONNECTIONS = 2_048;

export type ConnectionLimits = {
  /** Maximum number of open connections of one address, or of one IPv6 network (/64). */
  readonly perAddress?: number;
  /** Addresses or networks without that limit: a proxy connects for many people. */
  readonly exempt?: readonly string[];
};

/** Limits the open connections of a server. Further connections are closed at once, before TLS. */
export function limitConnections(
  server: Server,
  { perAddress = Number.POSITIVE_INFINITY, exempt = [] }: ConnectionLimits,
): void {
  server.maxConnections = MAX_CONNECTIONS;
  const isExempt = createExemption(exempt);
  const open = new Map<string, number>();
  server.on('connection', (socket: Socket) => {
    const { remoteAddress } = socket;
    // Undefined if the connection is closed already.
    if (remoteAddress === undefined || isExempt(remoteAddress)) return;
    const network = networkOf(remoteAddress);
    const count = open.get(network) ?? 0;
    if (count >= perAddress) {
      socket.destroy();
      return;
    }
    open.set(network, count + 1);
    socket.once('close', () => {
      const left = (open.get(network) ?? 1) - 1;
      if (left === 0) open.delete(network);
      else open.set(network, left);
    });
  });
}

/** The /64 of an IPv6 address, because one subscriber has that many addresses. */
export function networkOf(address: string): string {
  const [, ipv4] = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address) ?? [];
  if (ipv4 !== undefined || !isIPv6(address)) return ipv4 ?? address;
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const groups = head === '' ? [] : head.split(':');
  const ending = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - groups.length - ending.length);
  return [...groups, ...Array<string>(zeros).fill('0'), ...ending].slice(0, 4).join(':');
}

function createExemption(networks: readonly string[]): (address: string) => boolean {
  const exempt = new BlockList();
  for (const network of networks) {
    const [address = '', prefix] = network.split('/');
    const family = isIPv6(address) ? 'ipv6' : 'ipv4';
    if (prefix === undefined) exempt.addAddress(address, family);
    else exempt.addSubnet(address, Number(prefix), family);
  }
  // A BlockList also compares IPv4 addresses in IPv6 form.
  return (address) => exempt.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}
