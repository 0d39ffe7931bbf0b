import type { Highs } from 'highs';
import type { Reply, Task } from './attack-apart.ts';
import type { Tell } from './hidden.ts';
import { learntBy } from './learnt-by.ts';
import { openPuzzle, pinnedAmong } from './pinned-among.ts';

/** Does a task in this process. */
export function attackHere(highs: Highs, task: Task, tell: Tell): Reply {
  const { puzzle, hidden, among } = task;
  switch (task.kind) {
    case 'pinned':
      return { kind: 'pinned', pinned: pinnedAmong(highs, puzzle, hidden, tell, among) };
    case 'learnt':
      return { kind: 'learnt', learnt: learntBy(highs, puzzle, hidden, task.attackers, tell, among) };
    case 'fitting':
      return { kind: 'fitting', counts: openPuzzle(highs, puzzle, hidden).point };
  }
}
