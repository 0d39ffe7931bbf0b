import { field, INVALID, list, wholeNumber } from './fields.ts';

const HOST_NAME = /^[A-Za-z0-9._-]{1,253}$/;
const DEFAULT_CONNECTIONS = 256;

/** Settings that all servers of a service share. */
export const serverFields = {
  connectionsPerAddress: wholeNumber({ min: 1, max: 100_000 }).default(DEFAULT_CONNECTIONS).meta({
    env: 'WAYLIGHT_CONNECTIONS_PER_ADDRESS',
    description:
      'Open connections of one address (IPv6: /64) to each public server; trusted proxies have no limit',
  }),
  httpHosts: list(
    field<string>('a host name', (value) => (HOST_NAME.test(value) ? { ok: true, value } : INVALID)),
  )
    .default([])
    .meta({
      env: 'WAYLIGHT_HTTP_HOSTS',
      description:
        'Further host names for plain HTTP (health, metrics, pages), besides localhost, IP addresses, the names of the machine and of the public URL',
    }),
} as const;
