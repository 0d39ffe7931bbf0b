import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** PEM texts; without a certificate of its own a client shows none. */
export type ClientTls = { readonly ca: string; readonly certificate?: string; readonly key?: string };

type HttpsAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

/** One request over mutual TLS, on a connection of its own; a body makes it a POST of JSON unless `type` says else. */
export function askHttps(
  url: string,
  { ca, certificate: cert, key }: ClientTls,
  { body, type = 'application/json' }: { readonly body?: string; readonly type?: string } = {},
): Promise<HttpsAnswer> {
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        ...{ ca, cert, key, agent: false },
        ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': type } }),
      },
      (answer) => {
        const { statusCode = 0, headers } = answer;
        text(answer).then((told) => resolve({ status: statusCode, headers, body: told }), reject);
      },
    );
    asked.once('error', reject);
    asked.end(body);
  });
}
