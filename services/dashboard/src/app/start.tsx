/// <reference path="../text/virtual-texts.d.ts" />

import { startTexts } from 'virtual:start-texts';
import { QueryClientProvider } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { forgetStoredAnswers } from '../api/device-storage.ts';
import { createQueryClient } from '../api/query-client.ts';
import { followSessionChanges } from '../api/session-changes.ts';
import { LocaleProvider, showLanguage } from '../text/locale.tsx';
import { guardHistory } from '../ui/leave-page.ts';
import { State } from '../ui/state.tsx';
import { untilFirstAnswers } from './first-answers.ts';
import { keepPages } from './keep-pages.ts';
import { initialLanguage } from './language.ts';
import { openAtTop } from './open-at-top.ts';
import { preloadPage } from './page-components.ts';
import { Shell } from './shell.tsx';
import { beginTheme } from './theme.ts';

/**
 * Shows the page at the current address. If its texts cannot be loaded, it says so instead, and the returned promise rejects.
 * Tests replace the loading of texts by `load`, and call the returned function to remove the pages.
 */
export async function startPages(
  root: HTMLElement,
  load?: Parameters<typeof showLanguage>[1],
): Promise<() => void> {
  const client = createQueryClient();
  forgetStoredAnswers();
  // Before the texts are loaded, so that the page never appears in other colours.
  beginTheme();
  // Before the session is fetched: other tabs learn of a new one only from its first answer.
  const stopFollowing = followSessionChanges(client);
  const language = initialLanguage();
  try {
    await Promise.all([
      preloadPage(client).then(() => untilFirstAnswers(client)),
      showLanguage(language, load),
    ]);
  } catch (error) {
    document.documentElement.lang = language;
    createRoot(root).render(<StartFailed language={language} />);
    throw error;
  }
  const stopGuardingHistory = guardHistory();
  const pages = createRoot(root);
  pages.render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LocaleProvider>
          <Router aroundNav={openAtTop}>
            <Shell />
          </Router>
        </LocaleProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  void keepPages(client);
  return () => {
    pages.unmount();
    stopGuardingHistory();
    stopFollowing();
    client.clear();
  };
}

/** Texts that are part of the first load. */
function StartFailed({ language }: { readonly language: Language }) {
  const { says, next, again } = startTexts[language];
  return (
    <main>
      <State kind="error" role="alert" says={says} next={next}>
        <button type="button" onClick={() => location.reload()}>
          {again}
        </button>
      </State>
    </main>
  );
}
