import { describe, expect, it, vi } from 'vitest';
import { createGroupCommit } from './group-commit.ts';

function createRecorder(fail: (ops: readonly number[]) => boolean = () => false) {
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
  it('writes the operations of one event-loop turn in one group, and returns a result for each', async () => {
    const { groups, commit } = createRecorder();
    const { submit } = createGroupCommit({ commit, waitUntilDurable });
    expect(await Promise.all([1, 2, 3].map(submit))).toEqual([10, 20, 30]);
    expect(groups).toEqual([[1, 2, 3]]);
  });

  it('returns no result before the commit has returned', async () => {
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

  it('returns no result before the group is durable, and gathers the next group meanwhile', async () => {
    const { groups, commit } = createRecorder();
    const disk = Promise.withResolvers<void>();
    const results: number[] = [];
    const { submit } = createGroupCommit({ commit, waitUntilDurable: () => disk.promise });
    const first = submit(1).then((result) => results.push(result));
    await vi.waitUntil(() => groups.length === 1);
    const rest = [2, 3].map(submit);
    await new Promise((resolve) => setImmediate(resolve));
    expect([results, groups]).toEqual([[], [[1]]]);
    disk.resolve();
    await first;
    expect(await Promise.all(rest)).toEqual([20, 30]);
    expect(groups).toEqual([[1], [2, 3]]);
  });

  it('fails committed operations if the disk did not store them', async () => {
    const { commit } = createRecorder();
    const { submit } = createGroupCommit({
      commit,
      waitUntilDurable: () => Promise.reject(new Error('lost')),
    });
    await expect(submit(1)).rejects.toThrow('lost');
  });

  it('splits operations into several groups if they do not fit into one', async () => {
    const { groups, commit } = createRecorder();
    const { submit } = createGroupCommit({ commit, waitUntilDurable, maxGroup: 2 });
    await Promise.all([1, 2, 3, 4, 5].map(submit));
    expect(groups).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('fails only the operation that cannot be written', async () => {
    const { commit } = createRecorder((ops) => ops.includes(2));
    const { submit } = createGroupCommit({ commit, waitUntilDurable });
    const outcomes = await Promise.allSettled([1, 2, 3].map(submit));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails only the operation for which the commit returned no result', async () => {
    const { submit } = createGroupCommit<number, number>({ commit: () => [10], waitUntilDurable });
    const [first, second] = await Promise.allSettled([submit(1), submit(2)]);
    expect(first).toEqual({ status: 'fulfilled', value: 10 });
    expect(second).toMatchObject({ status: 'rejected' });
  });

  it('refuses operations if too many are waiting', async () => {
    const { commit } = createRecorder();
    const { submit } = createGroupCommit({ commit, waitUntilDurable, maxQueued: 1 });
    const [first, second] = await Promise.allSettled([submit(1), submit(2)]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'overloaded' } });
  });

  it('commits the waiting operations when it is closed, and refuses later ones', async () => {
    const { groups, commit } = createRecorder();
    const group = createGroupCommit({ commit, waitUntilDurable });
    const answer = group.submit(1);
    group.close();
    expect(groups).toEqual([[1]]);
    expect(await answer).toBe(10);
    await expect(group.submit(2)).rejects.toMatchObject({ code: 'closed' });
  });
});
