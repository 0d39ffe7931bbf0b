import { askInsights } from './ask-insights.ts';
import { tellBeside } from './beside.ts';
import { type Session, signedOutSchema } from './schemas.ts';

/** The URL to sign in, in the language of the page, and to come back from there. */
export const signInAddress = (returnTo: string): string =>
  `/sign-in?${new URLSearchParams({ returnTo, language: document.documentElement.lang })}`;

/** Ends the session, in each window of this browser; answers where to end it at the provider as well. @throws ViewProblem */
export async function signOut({ csrfToken }: Session): Promise<string | undefined> {
  const headers = new Headers(csrfToken === undefined ? [] : [['x-csrf-token', csrfToken]]);
  const { signOutUrl } = await askInsights('/sign-out', signedOutSchema, { method: 'POST', headers });
  tellBeside('session-changed');
  return signOutUrl;
}
