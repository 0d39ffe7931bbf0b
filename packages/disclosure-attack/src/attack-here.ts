import type { Highs } from 'highs';
import type { Reply, Task } from './attack-apart.ts';
import type { Tell } from './hidden.ts';
import { learntBy } from './learnt-by.ts';
import { pinnedAmong } from './pinned-among.ts';

/** Does a task in this thread. */
export function attackHere(highs: Highs, task: Task, tell: Tell): Reply {
  switch (task.kind) {
    case 'pinned':
      return { kind: 'pinned', pinned: pinnedAmong(highs, task.puzzle, task.hidden, tell) };
    case 'learnt':
      return { kind: 'learnt', learnt: learntBy(highs, task.puzzle, task.hidden, task.attackers, tell) };
  }
}
