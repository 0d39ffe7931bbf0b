import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { field, type TextField } from '@waylight/service-kit';
import { ROLES, type Role } from './sign-in/roles.ts';

const THIS_MACHINE = new Set(['localhost', '127.0.0.1', '[::1]']);

const refused = { ok: false } as const;

function readSecure(text: string): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '')
    return undefined;
  const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && THIS_MACHINE.has(url.hostname));
  return isSecure ? url : undefined;
}

/** An address that nobody on the way can read or change: TLS, or this machine alone. Kept as it was written. */
export function secureUrl(): TextField<string> {
  return field('an address with https://, or with http:// of this machine (localhost)', (text) =>
    readSecure(text) === undefined ? refused : { ok: true, value: text },
  );
}

/** The same without a path: the beginning of every address of a service. */
export function origin(): TextField<string> {
  return field('https:// and a host, with nothing behind it (http:// for localhost alone)', (text) => {
    const url = readSecure(text);
    return url === undefined || url.pathname !== '/' ? refused : { ok: true, value: url.origin };
  });
}

/** An address of the network, or a range of them such as 10.0.0.0/8. */
export function network(): TextField<string> {
  return field('an IP address or a range such as 10.0.0.0/8', (text) => {
    const [address = '', bits, more] = text.split('/');
    const version = isIP(address);
    if (version === 0 || more !== undefined) return refused;
    if (bits === undefined) return { ok: true, value: text };
    const isRange = /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
    return isRange ? { ok: true, value: text } : refused;
  });
}

/** The folder that the dashboard was built to. */
export function pagesFolder(): TextField<string> {
  return field('the folder that "npm run dashboard" builds, with index.html in it', (text) =>
    existsSync(join(text, 'index.html')) ? { ok: true, value: text } : refused,
  );
}

export type RoleRule = { readonly value: string; readonly role: Role };

/** `value=role`: what a provider calls one of our roles. */
export function roleRule(): TextField<RoleRule> {
  return field(
    `value=role, the role one of ${ROLES.join(', ')}`,
    (text) => {
      const at = text.lastIndexOf('=');
      const role = ROLES.find((one) => one === text.slice(at + 1));
      const value = text.slice(0, Math.max(at, 0));
      return role === undefined || value === '' ? refused : { ok: true, value: { value, role } };
    },
    (rule) => {
      const { value, role } = rule as RoleRule;
      return `${value}=${role}`;
    },
  );
}
