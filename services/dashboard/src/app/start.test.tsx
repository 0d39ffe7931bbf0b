// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from '@testing-library/preact';
import { LANGUAGES } from '@waylight/taxonomy/labels';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { loadTranslator } from '../text/testing/load-translator.ts';
import { startPages } from './start.tsx';
import { FakeInsights, PUBLIC } from './testing/fake-insights.ts';

const BLOCKED = 'This browser blocks storage.';
let root: HTMLElement;
let stop: (() => void) | undefined;

beforeEach(() => {
  const insights = new FakeInsights();
  insights.session = PUBLIC;
  insights.connect();
  root = document.createElement('div');
  document.body.replaceChildren(root);
});
afterEach(() => {
  stop?.();
  stop = undefined;
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  localStorage.clear();
  delete document.documentElement.dataset.theme;
  history.replaceState(null, '', '/');
});

/** `fireEvent.change` fires the event of a text field. */
function choose(label: string, value: string): void {
  const select = screen.getByLabelText<HTMLSelectElement>(label);
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
}

const noTexts = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
const denied = () => {
  throw new DOMException('denied', 'SecurityError');
};

it.each(LANGUAGES)(
  'a page whose texts cannot be loaded says so in %s, and can be tried again',
  async (language) => {
    const t = await loadTranslator(language);
    history.replaceState(null, '', `/?lang=${language}`);
    await expect(startPages(root, noTexts)).rejects.toThrow('Failed to fetch');
    expect((await screen.findByRole('alert')).textContent).toContain(t('start.failed'));
    expect(document.documentElement.lang).toBe(language);
    const reload = vi.spyOn(location, 'reload').mockImplementation(() => undefined);
    fireEvent.click(screen.getByRole('button', { name: t('state.again') }));
    expect(reload).toHaveBeenCalledOnce();
  },
);

it.each([
  ['throws at any access', () => vi.spyOn(globalThis, 'localStorage', 'get').mockImplementation(denied)],
  [
    'throws at each use',
    () => vi.stubGlobal('localStorage', { getItem: denied, setItem: denied, removeItem: denied }),
  ],
  ['is missing', () => vi.stubGlobal('localStorage', null)],
])('with a storage that %s, a page works, and says what it does not remember', async (_, block) => {
  block();
  vi.stubGlobal('BroadcastChannel', denied);
  stop = await startPages(root);
  await screen.findByText(BLOCKED, { exact: false });
  choose('Colours', 'dark');
  expect(document.documentElement.dataset.theme).toBe('dark');
  choose('Language', 'sq');
  await waitFor(() => expect(document.documentElement.lang).toBe('sq'));
  expect(location.search).toBe('?lang=sq');
});

it('deletes the answers that earlier versions stored, and no choice', async () => {
  localStorage.setItem('waylight-kept-view', '{"whose":"public","queries":[]}');
  localStorage.setItem('waylight-theme', 'dark');
  stop = await startPages(root);
  expect({ ...localStorage }).toEqual({ 'waylight-theme': 'dark' });
});

it('changes the language with a full storage', async () => {
  const setItem = () => {
    throw new DOMException('full', 'QuotaExceededError');
  };
  vi.stubGlobal('localStorage', { getItem: () => null, setItem, removeItem: () => undefined });
  stop = await startPages(root);
  choose('Language', 'sq');
  await waitFor(() => expect(location.search).toBe('?lang=sq'));
  expect(screen.queryByText('could not be loaded', { exact: false })).toBeNull();
});

it('remembers language and colours for the next visit', async () => {
  stop = await startPages(root);
  expect(screen.queryByText(BLOCKED, { exact: false })).toBeNull();
  choose('Colours', 'dark');
  choose('Language', 'sq');
  await waitFor(() => expect(document.documentElement.lang).toBe('sq'));
  stop();
  history.replaceState(null, '', '/');
  delete document.documentElement.dataset.theme;
  stop = await startPages(root);
  expect([document.documentElement.lang, document.documentElement.dataset.theme]).toEqual(['sq', 'dark']);
});
