import { type LookupAddress, lookup as lookUpByDns } from 'node:dns';
import { request } from 'node:https';
import type { LookupFunction, Socket } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookAddress } from './addresses.ts';
import { parseWebhookUrl } from './allowed-destinations.ts';
import { failed, SENT, type SendOutcome } from './port.ts';
import { isPublicAddress } from './public-address.ts';

/** The network of webhooks. Tests replace it, because their receivers are on this machine. */
export type WebhookNetwork = {
  readonly lookUp: (
    host: string,
    callback: (error: Error | null, addresses: readonly LookupAddress[]) => void,
  ) => void;
  readonly isAllowedAddress: (address: string) => boolean;
  /** Certificate authorities (PEM). Undefined: those that Node.js trusts. */
  readonly ca: string | undefined;
};

export const INTERNET: WebhookNetwork = {
  lookUp: (host, callback) => lookUpByDns(host, { all: true }, callback),
  isAllowedAddress: isPublicAddress,
  ca: undefined,
};

export type WebhookSender = (
  target: WebhookAddress,
  message: { readonly id: string; readonly body: string; readonly nowMs: number },
) => Promise<SendOutcome>;

/** Maximum for connection, handshake and the head of the response. */
const TIMEOUT_MS = 10_000;

class PrivateAddressError extends Error {}

/** Sends signed messages by HTTPS to listed hosts with public addresses. Redirects are never followed. */
export function createWebhookSender(allowedHosts: readonly string[], network: WebhookNetwork): WebhookSender {
  return async ({ url: text, secret }, { id, body, nowMs }) => {
    const url = parseWebhookUrl(text, allowedHosts);
    if (url === undefined) return failed('not-allowed', true);
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'user-agent': 'Waylight',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(nowMs / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, new Date(nowMs), body),
    };
    try {
      return outcomeOf(await post(url, headers, body, network));
    } catch (error) {
      return failureOf(error);
    }
  };
}

/** Returns the status of the response. Its body is never read, because it could be endless. */
function post(
  url: URL,
  headers: Readonly<Record<string, string | number>>,
  body: string,
  network: WebhookNetwork,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method: 'POST',
        headers,
        // A new connection each time: an open one could lead to an address that is no longer allowed.
        agent: false,
        ca: network.ca,
        rejectUnauthorized: true,
        lookup: checkedLookup(network),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      },
      (response) => {
        resolve(response.statusCode ?? 0);
        response.destroy();
      },
    );
    // Checks the address in use once more, before TLS and before any byte of the message.
    sent.once('socket', (socket: Socket) =>
      socket.once('connect', () => {
        if (!network.isAllowedAddress(socket.remoteAddress ?? '')) sent.destroy(new PrivateAddressError());
      }),
    );
    sent.once('error', reject);
    sent.end(body);
  });
}

/** Resolves a name once. The connection uses these addresses, so a second answer of the name server cannot replace them. */
function checkedLookup({ lookUp, isAllowedAddress }: WebhookNetwork): LookupFunction {
  return (host, { all }, callback) =>
    lookUp(host, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error !== null || first === undefined) callback(error ?? new Error('no address'), []);
      else if (!addresses.every(({ address }) => isAllowedAddress(address)))
        callback(new PrivateAddressError(), []);
      else if (all === true) callback(null, [...addresses]);
      else callback(null, first.address, first.family);
    });
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return SENT;
  if (status === 410) return failed('gone', true);
  return failed(status >= 300 && status < 400 ? 'redirect' : 'rejected');
}

/** Codes of OpenSSL and Node.js for a certificate that is not accepted. */
const CERTIFICATE_ERROR = /CERT|_SIGNED_|ISSUER|SIGNATURE|ALTNAME/;

function failureOf(error: unknown): SendOutcome {
  if (error instanceof PrivateAddressError) return failed('private-address');
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return failed(CERTIFICATE_ERROR.test(code) ? 'certificate' : 'unreachable');
}
