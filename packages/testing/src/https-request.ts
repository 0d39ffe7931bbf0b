import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';

/** PEM texts. Without `certificate`, the client presents no certificate. */
export type ClientTls = { readonly ca: string; readonly certificate?: string; readonly key?: string };

type HttpsResponse = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
};

export type HttpsRequestOptions = {
  readonly body?: string;
  readonly type?: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Sends one request over mutual TLS, on a new connection. With a body it is a POST, of JSON unless `type` differs. */
export function requestHttps(
  url: string,
  { ca, certificate: cert, key }: ClientTls,
  {
    body,
    type = 'application/json',
    method = body === undefined ? 'GET' : 'POST',
    headers = {},
  }: HttpsRequestOptions = {},
): Promise<HttpsResponse> {
  const { hostname } = new URL(url);
  return new Promise((resolve, reject) => {
    const clientRequest = request(
      url,
      {
        ca,
        cert,
        key,
        agent: false,
        method,
        // The name that the server certificate must have, whatever the Host header is.
        servername: isIP(hostname) === 0 ? hostname : '',
        headers: { ...(body === undefined ? {} : { 'content-type': type }), ...headers },
      },
      (answer) => {
        const { statusCode = 0, headers } = answer;
        text(answer).then(
          (responseBody) => resolve({ status: statusCode, headers, body: responseBody }),
          reject,
        );
      },
    );
    clientRequest.once('error', reject);
    clientRequest.end(body);
  });
}
