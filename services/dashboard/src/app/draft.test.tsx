// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/preact';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { announceSessionChange } from '../api/session-changes.ts';
import { editPath, newBulletinPath } from '../model/paths.ts';
import { startPages } from './start.tsx';
import { analyst, FakeInsights, PUBLIC } from './testing/fake-insights.ts';

let insights: FakeInsights;
let stop: (() => void) | undefined;

beforeEach(() => {
  vi.useFakeTimers({ shouldAdvanceTime: true, toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  insights = new FakeInsights();
  insights.connect();
});
afterEach(() => {
  stop?.();
  cleanup();
  localStorage.clear();
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

async function openAt(path: string): Promise<void> {
  history.pushState(null, '', '/bulletins');
  history.pushState(null, '', path);
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  stop = await startPages(root);
}
const text = () => screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Text' });
const write = async (value: string) => {
  fireEvent.input(await text(), { target: { value } });
  await screen.findByText('Saving…');
};
/** Lets the page take its next step of saving. */
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const link = (name: string) => screen.getByRole('link', { name });

/** The session of the browser changes in another tab. */
function changeSession(session: FakeInsights['session']): void {
  insights.session = session;
  announceSessionChange();
}

/** Everything that the browser stores. */
const stored = () => JSON.stringify({ ...localStorage, ...sessionStorage });

describe('the text of a draft', () => {
  beforeEach(async () => {
    await openAt(editPath('a'));
    await text();
  });

  it('stays in the editor without a connection, and is saved when it is back', async () => {
    insights.isReachable = false;
    await write('Written offline.');
    await pass(1_000);
    await screen.findByText('You have unsaved changes.');
    expect((await text()).value).toBe('Written offline.');
    expect(stored()).not.toContain('Written offline.');
    insights.isReachable = true;
    await pass(10_000);
    await screen.findByText('Saved as version 2.');
    expect(insights.saves.map(({ text: saved }) => saved)).toEqual(['Written offline.']);
  });

  it('is saved when its author opens another page at once, without a question', async () => {
    await write('Left at once.');
    fireEvent.click(link('Releases'));
    await waitFor(() => expect(location.pathname).toBe('/releases'));
    expect(insights.saves.map(({ text: saved }) => saved)).toEqual(['Left at once.']);
  });

  it.each([
    ['opens another page', () => fireEvent.click(link('Releases')), '/releases'],
    ['goes back', () => history.back(), '/bulletins'],
  ] as const)(
    'is kept without a connection if its author %s and stays, and is lost after a confirmation',
    async (_, leave, there) => {
      insights.isReachable = false;
      await write('Not saved.');
      leave();
      fireEvent.click(await screen.findByRole('button', { name: 'Stay' }));
      expect(`${location.pathname}${location.search}`).toBe(editPath('a'));
      expect((await text()).value).toBe('Not saved.');
      leave();
      fireEvent.click(await screen.findByRole('button', { name: 'Leave and lose the changes' }));
      await waitFor(() => expect(location.pathname).toBe(there));
      await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Text' })).toBeNull());
      expect(stored()).not.toContain('Not saved.');
    },
  );

  it('makes the browser ask before the page is closed, while it is not saved', async () => {
    const isAsked = () => !dispatchEvent(new Event('beforeunload', { cancelable: true }));
    insights.isReachable = false;
    expect(isAsked()).toBe(false);
    await write('Not saved.');
    await waitFor(() => expect(isAsked()).toBe(true));
    insights.isReachable = true;
    await pass(20_000);
    await screen.findByText('Saved as version 2.');
    expect(isAsked()).toBe(false);
  });

  it('stays when the session ends, and is saved with the next session of its author', async () => {
    insights.isReachable = false;
    await write('While the session ends.');
    await pass(1_000);
    insights.isReachable = true;
    changeSession(PUBLIC);
    await screen.findByText('Your session has ended.');
    const signIn = await screen.findByRole('link', { name: 'Sign in in a new tab' });
    expect(signIn.getAttribute('target')).toBe('_blank');
    expect((await text()).value).toBe('While the session ends.');
    changeSession(analyst('one', 'next'));
    await screen.findByText('Saved as version 2.');
    expect(insights.saves).toEqual([{ text: 'While the session ends.', token: 'next' }]);
  });

  it('is hidden from another account and never saved in its name, until its author signs in again', async () => {
    insights.isReachable = false;
    await write('Of the first account.');
    await pass(1_000);
    insights.isReachable = true;
    changeSession(analyst('two'));
    await screen.findByText('This page contains unsaved text of another account.');
    expect(document.body.innerHTML).not.toContain('Of the first account.');
    await pass(20_000);
    expect(insights.saves).toEqual([]);
    changeSession(analyst('one', 'next'));
    await screen.findByText('Saved as version 2.');
    expect(insights.saves).toEqual([{ text: 'Of the first account.', token: 'next' }]);
  });

  it('leaves the screen with the session once it is saved', async () => {
    await write('Saved in time.');
    await pass(1_000);
    await screen.findByText('Saved as version 2.');
    changeSession(PUBLIC);
    await screen.findByText('There is no bulletin here that you may read.');
    expect(document.body.innerHTML).not.toContain('Saved in time.');
  });

  it('is saved before its author signs out', async () => {
    const assign = vi.spyOn(location, 'assign').mockImplementation(() => undefined);
    await write('Before the sign-out.');
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    await waitFor(() => expect(assign).toHaveBeenCalledWith('/'));
    expect(insights.saves.map(({ text: saved }) => saved)).toEqual(['Before the sign-out.']);
  });

  it('stays when its author does not sign out, because it cannot be saved', async () => {
    insights.isReachable = false;
    await write('Not saved.');
    fireEvent.click(screen.getByRole('button', { name: 'Sign out' }));
    fireEvent.click(await screen.findByRole('button', { name: 'Stay' }));
    expect((await text()).value).toBe('Not saved.');
    expect(insights.session.role).toBe('analyst');
  });
});

describe('the text of a bulletin that is not yet created', () => {
  const ownText = () =>
    screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Your own text (optional)' });

  beforeEach(async () => {
    await openAt(newBulletinPath);
    fireEvent.input(await ownText(), { target: { value: 'My own words.' } });
  });

  it('stays when its author opens another page and stays, and is lost after a confirmation', async () => {
    fireEvent.click(link('Releases'));
    fireEvent.click(await screen.findByRole('button', { name: 'Stay' }));
    expect(location.pathname).toBe(newBulletinPath);
    expect((await ownText()).value).toBe('My own words.');
    fireEvent.click(link('Releases'));
    fireEvent.click(await screen.findByRole('button', { name: 'Leave and lose the changes' }));
    await waitFor(() => expect(location.pathname).toBe('/releases'));
  });

  it('stays when the session ends, and can be created with the next session of its author', async () => {
    changeSession(PUBLIC);
    await screen.findByText('Your session has ended.');
    expect((await ownText()).value).toBe('My own words.');
    expect(stored()).not.toContain('My own words.');
    changeSession(analyst('one', 'next'));
    await screen.findByRole('button', { name: 'Create draft' });
    expect((await ownText()).value).toBe('My own words.');
  });

  it('is hidden from another account', async () => {
    changeSession(analyst('two'));
    await screen.findByText('This page contains unsaved text of another account.');
    expect(document.body.innerHTML).not.toContain('My own words.');
  });
});
