import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Account } from './accounts.ts';
import { renderPage, signInPage } from './pages.ts';

const MAX_BODY_BYTES = 4_096;

export const interactionPath = (uid: string): string => `/interaction/${uid}`;

/** Handles requests to the form. Returns false for a path that `interactionPath` does not create. */
export async function handleSignIn(
  provider: Provider,
  context: KoaContextWithOIDC,
  accounts: readonly Account[],
  password: string,
): Promise<boolean> {
  if (!/^\/interaction\/[\w-]+$/.test(context.path)) return false;
  const { req, res } = context;
  try {
    await provider.interactionDetails(req, res);
  } catch {
    context.status = 400;
    context.body = renderPage(
      'Sign in again',
      '<p>This sign-in has expired, or began in another browser.</p>',
    );
    return true;
  }
  if (context.method !== 'POST') {
    context.body = signInPage(context.path, accounts, false);
    return true;
  }
  const form = new URLSearchParams(await readBody(req));
  const account = accounts.find(({ id }) => id === form.get('account'));
  if (account === undefined || !isSame(form.get('password') ?? '', password)) {
    context.status = 401;
    context.body = signInPage(context.path, accounts, true);
    return true;
  }
  const login = { accountId: account.id, remember: false };
  const next = await provider.interactionResult(req, res, { login }, { mergeWithLastSubmission: false });
  context.status = 303;
  context.redirect(next);
  return true;
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return '';
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function isSame(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}
