import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/preact';
import type { ReactNode } from 'react';
import { sessionQuery } from '../../api/questions.ts';
import { LocaleProvider, showLanguage } from '../../text/locale.tsx';

/** Renders a part of a page in English, as a public reader sees it. */
export async function renderPublic(part: ReactNode) {
  await showLanguage('en');
  const client = new QueryClient();
  client.setQueryData(sessionQuery().queryKey, { role: 'public', reads: 'public', signIn: true });
  const { container } = render(
    <QueryClientProvider client={client}>
      <LocaleProvider>{part}</LocaleProvider>
    </QueryClientProvider>,
  );
  return { container, all: (selector: string) => [...container.querySelectorAll(selector)] };
}
