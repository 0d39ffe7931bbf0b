import { createHash, randomBytes } from 'node:crypto';

export const LINK_MINUTES = 10;
const LINK_MS = LINK_MINUTES * 60_000;

/** Time between the link and the form of the provider: two redirects. */
const TICKET_MS = 60_000;

/** Links that sign in without a password. Each secret can be used once; only its digest is stored. */
export type SignInLinks = {
  /** Creates the token of a link, and invalidates the previous one. */
  readonly create: (accountId: string) => string;
  /** Exchanges the token of a link for the ticket of one browser. Undefined if it was used, has expired or is unknown. */
  readonly redeem: (token: string) => string | undefined;
  /** Exchanges a ticket for the account. Undefined as above. */
  readonly take: (ticket: string) => string | undefined;
};

export function createSignInLinks(now: () => number): SignInLinks {
  const link = createSecret(LINK_MS, now);
  const ticket = createSecret(TICKET_MS, now);
  return {
    create: link.create,
    redeem(token) {
      const accountId = link.take(token);
      return accountId === undefined ? undefined : ticket.create(accountId);
    },
    take: ticket.take,
  };
}

/** One secret for one account. */
function createSecret(lifetimeMs: number, now: () => number) {
  let current: { readonly digest: string; readonly accountId: string; readonly untilMs: number } | undefined;
  return {
    create(accountId: string): string {
      const secret = randomBytes(32).toString('base64url');
      current = { digest: digestOf(secret), accountId, untilMs: now() + lifetimeMs };
      return secret;
    },
    take(secret: string): string | undefined {
      if (current === undefined || current.digest !== digestOf(secret)) return undefined;
      const { accountId, untilMs } = current;
      current = undefined;
      return now() < untilMs ? accountId : undefined;
    },
  };
}

const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
