import './ui/styles/main.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Router } from 'wouter';
import { createQueryClient } from './api/query-client.ts';
import { followSessionChanges } from './api/session-changes.ts';
import { untilFirstAnswers } from './app/first-answers.ts';
import { keepPages } from './app/keep-pages.ts';
import { openAtTop } from './app/open-at-top.ts';
import { preloadPage } from './app/page-components.ts';
import { Shell } from './app/shell.tsx';
import { applyTheme, rememberedTheme } from './app/theme.ts';
import { beginLanguage, LocaleProvider } from './text/locale.tsx';

// Starts in a task of its own. Browsers that record requests, as in tests, keep the stack of each one, and for a request from the
// top level they would compile this whole file again.
queueMicrotask(() => void begin());

// No top-level `await`: the build puts this file into the chunk that pages share, and pages would wait for it.
async function begin(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new TypeError('the page has no place for the application');
  const client = createQueryClient();
  // Before the texts are loaded, so that the page never appears in other colours.
  applyTheme(rememberedTheme());
  // Before the session is fetched: other tabs learn of a new one only from its first answer.
  followSessionChanges(client);
  await Promise.all([preloadPage(client).then(() => untilFirstAnswers(client)), beginLanguage()]);
  createRoot(root).render(
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
}
