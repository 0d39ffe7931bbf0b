import './ui/styles/main.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './api/query-client.ts';
import { followSessionChanges } from './api/session-changes.ts';
import { keepPages } from './app/keep-pages.ts';
import { Shell } from './app/shell.tsx';
import { applyTheme, rememberedTheme } from './app/theme.ts';
import { beginLanguage, LocaleProvider } from './text/locale.tsx';

void begin();

// No `await` at the top of this file: it is one file with what pages share, and they wait for its end.
async function begin(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new TypeError('the page has no place for the application');
  const client = createQueryClient();
  // While texts are loading.
  applyTheme(rememberedTheme());
  await beginLanguage();
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LocaleProvider>
          <Shell />
        </LocaleProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  followSessionChanges(client);
  void keepPages();
}
