import { readKey, requireVariable } from '@waylight/service-kit';
import type { InsightsConfig } from '../config.ts';
import type { MailSettings } from '../delivery/send-mail.ts';

/** Destinations that the operator allows. */
export type DeliverySettings = {
  /** Undefined: no mail is sent. */
  readonly mail: MailSettings | undefined;
  readonly webhookHosts: readonly string[];
};

/** @throws ConfigError for a mail server without the settings that it needs */
export async function readDeliverySettings(config: InsightsConfig): Promise<DeliverySettings> {
  const { smtpUrl, smtpPasswordFile, webhookHosts } = config;
  if (smtpUrl === undefined && webhookHosts.length === 0) return { mail: undefined, webhookHosts };
  requireVariable(
    'WAYLIGHT_INSIGHTS_OIDC_ISSUER',
    config.issuer,
    'a value, because only readers who sign in get messages',
  );
  if (smtpUrl === undefined) return { mail: undefined, webhookHosts };
  const server = new URL(smtpUrl);
  const wants = 'a value, because WAYLIGHT_INSIGHTS_SMTP_URL is set';
  const passwordFile =
    server.username === ''
      ? undefined
      : requireVariable('WAYLIGHT_INSIGHTS_SMTP_PASSWORD_FILE', smtpPasswordFile, wants);
  return {
    webhookHosts,
    mail: {
      server,
      password: passwordFile === undefined ? undefined : (await readKey(passwordFile)).replace(/\r?\n$/, ''),
      from: requireVariable('WAYLIGHT_INSIGHTS_MAIL_FROM', config.mailFrom, wants),
      domains: requireVariable('WAYLIGHT_INSIGHTS_MAIL_DOMAINS', config.mailDomains, wants),
    },
  };
}
