import { describe, expect, it, vi } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

function recording(fail: (ops: readonly number[]) => boolean = () => false) {
  const groups: number[][] = [];
  const commit = (ops: readonly number[]) => {
    if (fail(ops)) throw new Error('not written');
    groups.push([...ops]);
    return ops.map((op) => op * 10);
  };
  return { groups, commit };
}

const waitUntilDurable = () => Promise.resolve();

describe('a group commit', () => {
  it('writes what comes in one turn of the loop in one group, and answers each', async () => {
    const { groups, commit } = recording();
    const { submit } = createGroupCommit({ commit, waitUntilDurable });
    expect(await Promise.all([1, 2, 3].map(submit))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('answers nobody before the commit has returned', async () => {
    let committed = false;
    const { submit } = createGroupCommit<number, number>({
      waitUntilDurable,
      commit: (ops) => {
        committed = true;
        return ops;
      },
    });
    const answer = submit(1).then(() => committed);
    expect(committed).toBe(false);
    expect(await answer).toBe(true);
  });

  it('answers nobody before the disk has it, and gathers the next group meanwhile', async () => {
    const { groups, commit } = recording();
    const disk = Promise.withResolvers<void>();
    const told: number[] = [];
    const { submit } = createGroupCommit({ commit, waitUntilDurable: () => disk.promise });
    const first = submit(1).then((result) => told.push(result));
    await vi.waitUntil(() => groups.length === 1);
    const rest = [2, 3].map(submit);
    await new Promise((resolve) => setImmediate(resolve));
    expect([told, groups]).toEqual([[], [[1]]]);
    disk.resolve();
    await first;
    expect(await Promise.all(rest)).toEqual([20, 30]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('fails what was committed when the disk did not keep it', async () => {
    const { commit } = recording();
    const { submit } = createGroupCommit({
      commit,
      waitUntilDurable: () => Promise.reject(new Error('lost')),
    });
    await expect(submit(1)).rejects.toThrow('lost');
  });

  it('splits what is more than a group', async () => {
    const { groups, commit } = recording();
    const { submit } = createGroupCommit({ commit, waitUntilDurable, maxGroup: 2 });
    await Promise.all([1, 2, 3, 4, 5].map(submit));
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails only the operation that cannot be written', async () => {
    const { commit } = recording((ops) => ops.includes(2));
    const { submit } = createGroupCommit({ commit, waitUntilDurable });
    const outcomes = await Promise.allSettled([1, 2, 3].map(submit));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails the operation for which the commit gave no result, and that one alone', async () => {
    const { submit } = createGroupCommit<number, number>({ commit: () => [10], waitUntilDurable });
    const [first, second] = await Promise.allSettled([submit(1), submit(2)]);
    expect(first).toEqual({ status: 'fulfilled', value: 10 });
    expect(second).toMatchObject({ status: 'rejected' });
  });

  it('refuses what comes when too much waits', async () => {
    const { commit } = recording();
    const { submit } = createGroupCommit({ commit, waitUntilDurable, maxQueued: 1 });
    const [first, second] = await Promise.allSettled([submit(1), submit(2)]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'overloaded' } });
  });

  it('commits what waits when it is closed, and takes nothing after', async () => {
    const { groups, commit } = recording();
    const group = createGroupCommit({ commit, waitUntilDurable });
    const answer = group.submit(1);
    group.close();
    expect(groups).toEqual([[1]]);
    expect(await answer).toBe(10);
    await expect(group.submit(2)).rejects.toMatchObject({ code: 'closed' });
  });
});
