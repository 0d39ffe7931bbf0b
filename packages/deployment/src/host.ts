import { isIP } from 'node:net';
import { z } from 'zod';

const HOST_NAME = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

export const isHost = (text: string): boolean => HOST_NAME.test(text) || isIP(text) !== 0;

/** A host name in lower case, or an IP address. */
export const hostSchema = z.string().refine(isHost, 'must be a host name in lower case, or an IP address');

/** The names of a server certificate for hosts. */
export const namesOf = (...hosts: readonly string[]) => ({
  dns: hosts.filter((host) => isIP(host) === 0),
  ip: hosts.filter((host) => isIP(host) !== 0),
});

export const addressOf = (host: string, port: number): string =>
  isIP(host) === 6 ? `[${host}]:${port}` : `${host}:${port}`;
