import { createTransport } from 'nodemailer';
import type { MailAddress } from './addresses.ts';
import { isAllowedMail } from './allowed-destinations.ts';
import { type MessageKind, mailText } from './messages.ts';
import { failed, SENT, type SendOutcome } from './port.ts';

export type MailSettings = {
  /** `smtps://host:465`, or `smtp://host:587` with STARTTLS. Without TLS only on this machine. */
  readonly server: URL;
  readonly password: string | undefined;
  readonly from: string;
  /** Domains of recipients. */
  readonly domains: readonly string[];
};

export type MailSender = {
  readonly send: (
    target: MailAddress,
    message: { readonly id: string; readonly kind: MessageKind; readonly link: string },
  ) => Promise<SendOutcome>;
  readonly close: () => void;
};

const TIMEOUT_MS = 10_000;
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
const SMTP_PORT = 587;
const SMTPS_PORT = 465;

export function createMailSender({ server, password, from, domains }: MailSettings): MailSender {
  const isTls = server.protocol === 'smtps:';
  const fromDomain = from.slice(from.lastIndexOf('@') + 1);
  const transport = createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port: Number(server.port) || (isTls ? SMTPS_PORT : SMTP_PORT),
    secure: isTls,
    requireTLS: !isTls && !LOOPBACK.has(server.hostname),
    ignoreTLS: !isTls && LOOPBACK.has(server.hostname),
    ...(password === undefined
      ? {}
      : { auth: { user: decodeURIComponent(server.username), pass: password } }),
    // The name in EHLO. By default it would be the name of this machine.
    name: fromDomain,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    // Messages refer to no file and no URL.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ address, language }, { id, kind, link }) {
      if (!isAllowedMail(address, domains)) return failed('not-allowed', true);
      const { subject, text } = mailText(kind, language, link);
      try {
        await transport.sendMail({
          from,
          // An object, so that nodemailer does not parse the address as a list.
          to: { name: '', address },
          subject,
          text,
          // A message that is sent again has the same id, so that mail systems can drop the copy.
          messageId: `<${id}@${fromDomain}>`,
          xMailer: false,
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return SENT;
      } catch (error) {
        return failureOf(error);
      }
    },
    close: () => transport.close(),
  };
}

/** Never returns the error itself: its message contains the address. */
function failureOf(error: unknown): SendOutcome {
  const { responseCode, code } = Object(error);
  if (code === 'ETLS') return failed('certificate');
  if (typeof responseCode !== 'number') return failed('unreachable');
  // 5yz to a recipient is permanent. Other errors are of the operator, who can correct them.
  return failed('rejected', responseCode >= 500 && code === 'EENVELOPE');
}
