import { existsSync } from 'node:fs';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { NODE_COUNTRIES, type NodeCountry } from '@waylight/contracts';
import { field, list, origin, type TextField } from '@waylight/service-kit';
import { z } from 'zod';
import { ROLES, type Role } from './accounts/roles.ts';

const refused = { ok: false } as const;

/** An IP address or range. */
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

/** An e-mail address or a web page. Pages link to it, so it has no other scheme. */
export function contact(): TextField<string> {
  return field('an e-mail address or an https URL', (text) => {
    const isEmail = /^[^\s@:/?&<>"]+@[^\s@:/?&<>"]+\.[^\s@:/?&<>"]+$/.test(text);
    return isEmail || URL.parse(text)?.protocol === 'https:' ? { ok: true, value: text } : refused;
  });
}

export function pagesFolder(): TextField<string> {
  return field('the folder that "npm run dashboard" builds, with index.html in it', (text) =>
    existsSync(join(text, 'index.html')) ? { ok: true, value: text } : refused,
  );
}

export type RoleRule = { readonly value: string; readonly role: Role };

/** `value=role`: a value of the role claim and the role that this value gives. */
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

/** The origin of a country's node for browsers. */
export type NodeEndpoint = { readonly country: NodeCountry; readonly origin: string };

/** One host without wildcard or separator: the origin becomes part of a Content-Security-Policy. */
const SINGLE_ORIGIN = /^https:\/\/(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])(?::\d+)?$/;

/** `MK=https://node.example.org:7104`: a country and the origin of its node, always with TLS. */
function nodeEndpoint(): TextField<NodeEndpoint> {
  return field(
    `country=https://host, the country one of ${NODE_COUNTRIES.join(', ')}`,
    (text) => {
      const country = NODE_COUNTRIES.find((one) => text.startsWith(`${one}=`));
      const address = origin().safeParse(text.slice(text.indexOf('=') + 1)).data;
      return country !== undefined && address !== undefined && SINGLE_ORIGIN.test(address)
        ? { ok: true, value: { country, origin: address } }
        : refused;
    },
    (endpoint) => {
      const { country, origin: address } = endpoint as NodeEndpoint;
      return `${country}=${address}`;
    },
  );
}

/** A list with each country at most once. */
export function nodeEndpoints(): TextField<NodeEndpoint[]> {
  const endpoints = list(nodeEndpoint());
  const { wants = '', show } = endpoints.meta() ?? {};
  return field(
    `${wants}; each country once`,
    (text) => {
      const read = endpoints.safeParse(text).data;
      const countries = new Set(read?.map(({ country }) => country));
      return read !== undefined && countries.size === read.length ? { ok: true, value: read } : refused;
    },
    show,
  );
}

const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/;

/** The domain of mail addresses, without its subdomains. */
export function domain(): TextField<string> {
  return field('a domain such as example.org', (text) =>
    DOMAIN.test(text.toLowerCase()) ? { ok: true, value: text.toLowerCase() } : refused,
  );
}

/** A host name, with a port unless it is 443. IP addresses are rejected, because they do not identify the receiver. */
export function webhookHost(): TextField<string> {
  return field('a host such as hooks.example.org or hooks.example.org:8443, not an IP address', (text) => {
    const url = URL.parse(`https://${text}`);
    const isHost = url !== null && url.host === text && DOMAIN.test(url.hostname) && isIP(url.hostname) === 0;
    return isHost ? { ok: true, value: text } : refused;
  });
}

export function mailAddress(): TextField<string> {
  return field('a mail address such as waylight@example.org', (text) =>
    z.email().safeParse(text).success ? { ok: true, value: text } : refused,
  );
}

/** TLS from the start, or by STARTTLS. The password is in a file. */
export function smtpUrl(): TextField<string> {
  return field(
    'an address such as smtps://user@mail.example.org or smtp://mail.example.org:587, without a password. smtp:// uses STARTTLS, except to localhost',
    (text) => {
      const { protocol, hostname, password, pathname = '' } = URL.parse(text) ?? {};
      const isSmtp = protocol === 'smtp:' || protocol === 'smtps:';
      return isSmtp && hostname !== '' && password === '' && (pathname === '' || pathname === '/')
        ? { ok: true, value: text }
        : refused;
    },
  );
}
