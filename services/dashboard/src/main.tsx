import './styles/main.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './data/query-client.ts';
import { beginLanguage, LocaleProvider } from './language/locale.tsx';
import { hearOfSessions } from './live/session-beside.ts';
import { keepPages } from './offline/keep-pages.ts';
import { Shell } from './shell/shell.tsx';
import { applyTheme, rememberedTheme } from './shell/theme.ts';

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
  hearOfSessions(client);
  void keepPages();
}
