import './styles/main.css';
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './data/query-client.ts';
import { beginLanguage, LocaleProvider } from './language/locale.tsx';
import { askBeforehand } from './pages/ask-beforehand.ts';
import { Shell } from './shell/shell.tsx';
import { applyTheme, rememberedTheme } from './shell/theme.ts';

/** The first numbers go first: a worker that starts beside them takes their time. */
const LATER_MS = 2_500;

void begin();

// No `await` at the top of this file: what pages share stands in one file with it, and they wait for its end.
async function begin(): Promise<void> {
  const root = document.getElementById('app');
  if (root === null) throw new TypeError('the page has no place for the application');
  const client = createQueryClient();
  const spoken = beginLanguage();
  askBeforehand(client, location.pathname);
  // While words and numbers are waited for.
  applyTheme(rememberedTheme());
  // Lingui makes one with the first plural, and the first of a page takes a slow browser long.
  new Intl.NumberFormat();
  await spoken;
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <LocaleProvider>
          <Shell />
        </LocaleProvider>
      </QueryClientProvider>
    </StrictMode>,
  );
  setTimeout(() => void goOn(client), LATER_MS);
}

async function goOn(client: QueryClient): Promise<void> {
  try {
    const { hearOfSessions, keepPages } = await import('./later.ts');
    void keepPages();
    hearOfSessions(client);
  } catch {
    // Where the connection is lost, or a new build is there since, the page goes on as it is.
  }
}
