import { sendChange } from './client.ts';
import { type Session, signedOutSchema } from './schemas.ts';
import { announceSessionChange } from './session-changes.ts';

/** The URL for signing in, in the language of the page, with the path to return to. */
export const signInAddress = (returnTo: string): string =>
  `/sign-in?${new URLSearchParams({ returnTo, language: document.documentElement.lang })}`;

/** Ends the session in all tabs of this browser. Returns the URL that ends the session at the provider. @throws ViewProblem */
export async function signOut(session: Session): Promise<string | undefined> {
  const change = { method: 'POST', path: '/sign-out' } as const;
  const { signOutUrl } = await sendChange(session, change, signedOutSchema);
  announceSessionChange();
  return signOutUrl;
}

/** The current path and parameters, to return to after a sign-in. */
export const currentPath = (): string => `${location.pathname}${location.search}`;
