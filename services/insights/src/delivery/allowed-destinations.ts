import { isIP } from 'node:net';

/** A host, or a host with a port: `hooks.example.org`, `hooks.example.org:8443`. Without a port: 443. */
const hostOf = ({ hostname, port }: URL): string => (port === '' ? hostname : `${hostname}:${port}`);

/**
 * Parses the URL of a webhook: HTTPS, a name instead of an address, no credentials, and a host that the operator lists. Undefined
 * for every other text.
 */
export function parseWebhookUrl(text: string, allowedHosts: readonly string[]): URL | undefined {
  const url = URL.parse(text);
  if (url === null || url.protocol !== 'https:' || url.username !== '' || url.password !== '')
    return undefined;
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0;
  return isAddress || !allowedHosts.includes(hostOf(url)) ? undefined : url;
}

/** True if the operator lists the domain of the mail address. Subdomains count as other domains. */
export function isAllowedMail(address: string, allowedDomains: readonly string[]): boolean {
  return allowedDomains.includes(address.slice(address.lastIndexOf('@') + 1).toLowerCase());
}
