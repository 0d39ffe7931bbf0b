import './styles/main.css';
import { QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createQueryClient } from './data/query-client.ts';
import { beginLanguage, LocaleProvider } from './language/locale.tsx';
import { Shell } from './shell/shell.tsx';
import { applyTheme, rememberedTheme } from './shell/theme.ts';

const root = document.getElementById('app');
if (root === null) throw new TypeError('the page has no place for the application');
applyTheme(rememberedTheme());
await beginLanguage();
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={createQueryClient()}>
      <LocaleProvider>
        <Shell />
      </LocaleProvider>
    </QueryClientProvider>
  </StrictMode>,
);
