import { sendChange } from './client.ts';
import { type Session, signedOutSchema } from './schemas.ts';
import { announceSessionChange } from './session-changes.ts';

/** The URL to sign in, in the language of the page, and to come back from there. */
export const signInAddress = (returnTo: string): string =>
  `/sign-in?${new URLSearchParams({ returnTo, language: document.documentElement.lang })}`;

/** Ends the session, in each window of this browser; answers where to end it at the provider as well. @throws ViewProblem */
export async function signOut(session: Session): Promise<string | undefined> {
  const change = { method: 'POST', path: '/sign-out' } as const;
  const { signOutUrl } = await sendChange(session, change, signedOutSchema);
  announceSessionChange();
  return signOutUrl;
}

/** Where the reader is, as it may stand behind our origin: a sign-in comes back to it. */
export const currentPath = (): string => `${location.pathname}${location.search}`;
