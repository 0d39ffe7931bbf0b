import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Bulletin, BulletinContent } from '../../api/bulletin-schemas.ts';
import type { Commanded } from '../../api/bulletins.ts';
import { ViewProblem } from '../../api/client.ts';
import { emptyBulletin } from './content-edit.ts';
import { DraftSaver, type Version } from './draft-saver.ts';

const titled = (title: string): BulletinContent =>
  emptyBulletin({ title, language: 'en', audience: 'partners', period: '2026-10' });
const done = (version: number): Commanded => ({
  kind: 'done',
  data: { changed: true, bulletin: { version } as Bulletin },
});
const failed = (code: ViewProblem['code']): Commanded => ({ kind: 'failed', problem: new ViewProblem(code) });
const stale: Commanded = {
  kind: 'refused',
  refusal: { status: 409, current: { version: 7, status: 'draft' } },
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A draft at version 1, and a service that answers each save with the next outcome. */
function draft(outcomes: readonly Commanded[], theirs?: Version) {
  const left = [...outcomes];
  const sent: (readonly [base: number, title: string])[] = [];
  const saver = new DraftSaver(
    { version: 1, content: titled('begun') },
    {
      save: async (base, { title }) => {
        sent.push([base, title]);
        return left.shift() ?? done(99);
      },
      load: async () => theirs,
    },
  );
  return { saver, sent };
}

it('is saved once after the last of several changes', async () => {
  const { saver, sent } = draft([done(2)]);
  for (const title of ['a', 'ab', 'abc']) {
    saver.write(titled(title));
    await vi.advanceTimersByTimeAsync(900);
    expect(saver.state()).toMatchObject({ version: 1, isSaved: false });
  }
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([[1, 'abc']]);
  expect(saver.state()).toMatchObject({ version: 2, isSaved: true, problem: undefined });
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
});

it('is saved every five seconds while somebody writes without a pause', async () => {
  const { saver, sent } = draft([done(2), done(3)]);
  for (let n = 0; n < 24; n += 1) {
    saver.write(titled(`${n}`));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(sent.map(([base]) => base)).toEqual([1, 2]);
});

it('sends changes made during a save on top of it, and never two at a time', async () => {
  const first = Promise.withResolvers<Commanded>();
  const sent: unknown[] = [];
  const save = vi.fn(async (base: number, { title }: BulletinContent) => {
    sent.push([base, title]);
    return sent.length === 1 ? first.promise : done(3);
  });
  const saver = new DraftSaver(
    { version: 1, content: titled('begun') },
    { save, load: async () => undefined },
  );
  saver.write(titled('a'));
  const flushed = saver.flush();
  saver.write(titled('b'));
  await vi.advanceTimersByTimeAsync(5_000);
  expect(sent).toEqual([[1, 'a']]);
  first.resolve(done(2));
  expect(await flushed).toBe(3);
  expect(sent).toEqual([
    [1, 'a'],
    [2, 'b'],
  ]);
});

it('tries again without a connection until it is closed', async () => {
  const { saver, sent } = draft([failed('offline'), failed('offline'), done(2)]);
  saver.write(titled('a'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saver.state()).toMatchObject({ isSaved: false, problem: { kind: 'failed' } });
  await saver.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(2);
  saver.write(titled('b'));
  await vi.advanceTimersByTimeAsync(10_000);
  expect(saver.state()).toMatchObject({ version: 2, isSaved: true, problem: undefined });
});

it.each([
  ['a session that is over', failed('not-permitted')],
  ['a refused text', { kind: 'refused', refusal: { status: 400, detail: 'No number.' } } as const],
])('does not repeat by itself after %s, but at the next change', async (_, outcome) => {
  const { saver, sent } = draft([outcome, done(2)]);
  saver.write(titled('a'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect(sent).toHaveLength(1);
  expect(saver.state().problem).toBe(outcome);
  saver.write(titled('b'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saver.state()).toMatchObject({ version: 2, isSaved: true, problem: undefined });
});

it('overwrites a version of somebody else only if the author wants it', async () => {
  const theirs = { version: 7, content: titled('theirs') };
  const { saver, sent } = draft([stale, done(8)], theirs);
  saver.write(titled('mine'));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(saver.state()).toMatchObject({ isSaved: false, theirs, problem: undefined });
  saver.write(titled('mine again'));
  await vi.advanceTimersByTimeAsync(60_000);
  expect([await saver.flush(), sent]).toEqual([undefined, [[1, 'mine']]]);
  await saver.keepMine();
  expect(sent.at(-1)).toEqual([7, 'mine again']);
  expect(saver.state()).toMatchObject({ version: 8, isSaved: true, theirs: undefined });
});

it('continues with the version of somebody else', async () => {
  const theirs = { version: 7, content: titled('theirs') };
  const { saver } = draft([stale], theirs);
  saver.write(titled('mine'));
  await saver.flush();
  saver.takeTheirs();
  expect(saver.state()).toMatchObject({ content: theirs.content, version: 7, isSaved: true });
  expect(await saver.flush()).toBe(7);
});

it('recognises its own version after a lost response', async () => {
  const { saver, sent } = draft([failed('offline'), stale], { version: 2, content: titled('a') });
  saver.write(titled('a'));
  await vi.advanceTimersByTimeAsync(11_000);
  expect(saver.state()).toMatchObject({ version: 2, isSaved: true, theirs: undefined });
  expect(sent).toHaveLength(2);
});
