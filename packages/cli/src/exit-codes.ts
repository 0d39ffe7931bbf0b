/** What the command's exit codes mean, for scripts; `waylight --help` prints this table. */
export const EXIT = {
  ok: 0,
  bug: 1,
  usage: 2,
  refused: 3,
  notPermitted: 4,
  notReleased: 5,
  tryAgain: 6,
  partial: 7,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

export const EXIT_MEANINGS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.ok, 'done'],
  [EXIT.bug, 'a defect of ours, or of a service'],
  [EXIT.usage, 'wrong flags, or a file that cannot be read'],
  [EXIT.refused, 'refused: invalid, in conflict, stale or not there'],
  [EXIT.notPermitted, 'not permitted, or no valid certificate or signature'],
  [EXIT.notReleased, 'no released table answers; the nearest is named'],
  [EXIT.tryAgain, 'nothing answers, or not in time: try the same again'],
  [EXIT.partial, 'some of it was refused, the rest was done'],
  [EXIT.interrupted, 'interrupted by Ctrl-C'],
];
