import type { IncomingHttpHeaders } from 'node:http';
import { request } from 'node:https';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';

/** PEM texts. A client without a certificate presents none. */
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
        // The name of the certificate, whatever the Host header.
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
