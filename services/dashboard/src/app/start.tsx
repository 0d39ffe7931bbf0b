/// <reference path="../text/virtual-texts.d.ts" />
import { startTexts } from 'virtual:start-texts';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import type { Language } from '@waylight/taxonomy/labels';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { type AroundNavHandler, Router } from 'wouter';
import { forgetStoredAnswers } from '../api/device-storage.ts';
import { createQueryClient } from '../api/query-client.ts';
import { followSessionChanges } from '../api/session-changes.ts';
import { LocaleProvider, showLanguage } from '../text/locale.tsx';
import { guardHistory, leavePage } from '../ui/leave-page.ts';
import { State } from '../ui/state.tsx';
import { untilAnswered, untilFirstAnswers } from './first-answers.ts';
import { initialLanguage } from './language.ts';
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

/**
 * Opens another page at its top, once unsaved text allows it. Choices on a page keep the position, and the browser restores it
 * after back and forward.
 */
const openAtTop: AroundNavHandler = (navigate, to, options) =>
  leavePage(() => {
    const before = location.pathname;
    navigate(to, options);
    if (location.pathname !== before) scrollTo({ top: 0, behavior: 'instant' });
  });

/**
 * Lets pages open without a connection: a service worker caches the files of the build, but no response of an endpoint. It
 * receives the list of files that were loaded before it started. Browsers without service workers have no offline pages.
 */
async function keepPages(client: QueryClient): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  await untilIdle(client);
  try {
    await navigator.serviceWorker.register('/service-worker.js', { updateViaCache: 'none' });
    const { active } = await navigator.serviceWorker.ready;
    active?.postMessage(
      performance
        .getEntriesByType('resource')
        .map(({ name }) => name)
        .filter((name) => name.startsWith(`${location.origin}/assets/`)),
    );
  } catch {
    // Private windows and strict settings forbid service workers. Only reading offline is then missing.
  }
}

/** Waits for the first page and all of its answers, which the start of the worker would slow down. */
async function untilIdle(client: QueryClient): Promise<void> {
  await new Promise((resolve) => {
    // Safari has no idle callbacks.
    if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve);
    else setTimeout(resolve);
  });
  await untilAnswered(client);
}
