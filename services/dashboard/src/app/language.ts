import type { Language } from '@waylight/taxonomy/labels';
import { deviceStorage, remember } from '../api/device-storage.ts';
import { firstLanguage } from '../text/languages.ts';
import { showLanguage } from '../text/locale.tsx';

const KEY = 'waylight-language';
/** In URLs, so that a link opens in the language in which it was copied. */
const PARAMETER = 'lang';

/** The language of the URL, of the last visit or of the browser. */
export function initialLanguage(): Language {
  const inAddress = new URLSearchParams(location.search).get(PARAMETER);
  return firstLanguage(inAddress, deviceStorage()?.getItem(KEY) ?? null, navigator.languages);
}

/** Changes the language, now and for the next visit. Rejects, and changes nothing, if its texts cannot be loaded. */
export async function chooseLanguage(language: Language): Promise<void> {
  await showLanguage(language);
  remember(KEY, language);
  const address = new URL(location.href);
  address.searchParams.set(PARAMETER, language);
  history.replaceState(history.state, '', address);
}
