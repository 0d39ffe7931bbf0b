import { isIP } from 'node:net';

export const PROXY_TLS = ['public', 'internal', 'files'] as const;
export type ProxyTls = (typeof PROXY_TLS)[number];

/** Caddy's settings: TLS with a certificate from one of three places, and insights behind it. */
export function formatProxySettings(host: string, tls: ProxyTls, keysFolder: string): string {
  const certificate = {
    public: '',
    internal: '\ttls internal\n',
    files: `\ttls ${keysFolder}/tls.crt ${keysFolder}/tls.key\n`,
  }[tls];
  const site = isIP(host) === 6 ? `[${host}]` : host;
  // A browser that connects to an address sends no name.
  const unnamed = isIP(host) === 0 ? '' : `\tdefault_sni ${host}\n`;
  return `# Written by waylight region init
{
	skip_install_trust
${unnamed}}

https://${site} {
${certificate}	encode zstd gzip
	reverse_proxy insights:8080 {
		# Only the address that the proxy saw itself.
		header_up X-Forwarded-For {remote_host}
	}
}
`;
}
