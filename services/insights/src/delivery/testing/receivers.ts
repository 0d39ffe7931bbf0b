import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createAuthority, issueCertificate } from '@waylight/service-kit';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { readonly to: readonly string[]; readonly raw: string };

export type MailServer = {
  readonly port: number;
  readonly mails: ReceivedMail[];
  /** Response code for the next recipients; undefined accepts them. */
  refuseWith: number | undefined;
  readonly stop: () => Promise<void>;
};

/** A real SMTP server on this machine, without TLS. */
export async function startMailServer(): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onRcptTo(_address, _session, callback) {
      const { refuseWith } = started;
      if (refuseWith === undefined) callback();
      else callback(Object.assign(new Error('refused'), { responseCode: refuseWith }));
    },
    onData(stream, session, callback) {
      text(stream).then((raw) => {
        mails.push({ to: session.envelope.rcptTo.map(({ address }) => address), raw });
        callback();
      }, callback);
    },
  });
  const listening = server.listen(0, '0.0.0.0');
  await once(listening, 'listening');
  const started: MailServer = {
    port: (listening.address() as AddressInfo).port,
    mails,
    refuseWith: undefined,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return started;
}

export type ReceivedWebhook = { readonly headers: Readonly<Record<string, string>>; readonly body: string };

export type WebhookReceiver = {
  readonly port: number;
  /** The certificate authority to trust (PEM). */
  readonly ca: string;
  readonly received: ReceivedWebhook[];
  /** Status of the next responses, with the address of a redirect. */
  respond: { readonly status: number; readonly location?: string };
  readonly stop: () => Promise<void>;
};

/** A real HTTPS server on this machine, with a certificate for a host. */
export async function startWebhookReceiver(
  host: string,
  { issuedAt = new Date(), days = 7 }: { readonly issuedAt?: Date; readonly days?: number } = {},
): Promise<WebhookReceiver> {
  const authority = await createAuthority({ commonName: 'webhooks for tests', days: 365, now: issuedAt });
  const { certificate, key } = await issueCertificate(authority, {
    ...{ commonName: host, dns: [host], usage: 'server', days, now: issuedAt },
  });
  const received: ReceivedWebhook[] = [];
  const server = createHttpsServer({ cert: certificate, key }, async (request, response) => {
    received.push({ headers: request.headers as Record<string, string>, body: await text(request) });
    const { status, location } = started.respond;
    response.writeHead(status, location === undefined ? {} : { location }).end('a response');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const started: WebhookReceiver = {
    port: (server.address() as AddressInfo).port,
    ca: authority.certificate,
    received,
    respond: { status: 204 },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return started;
}

/** A network in which every name is this machine, whose address counts as public. */
export const thisMachine = ({ ca }: Pick<WebhookReceiver, 'ca'>) => ({
  lookUp: (
    _host: string,
    callback: (error: null, addresses: { address: string; family: number }[]) => void,
  ) => callback(null, [{ address: '127.0.0.1', family: 4 }]),
  isAllowedAddress: (address: string) => address === '127.0.0.1',
  ca,
});
