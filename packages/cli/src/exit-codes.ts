/** The command's exit codes, for scripts. `waylight --help` prints their meanings. */
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
  [EXIT.bug, 'an internal error, here or in a service'],
  [EXIT.usage, 'wrong flags, or a file that cannot be read'],
  [EXIT.refused, 'refused: invalid, in conflict, stale or not found'],
  [EXIT.notPermitted, 'not permitted, or no valid certificate or signature'],
  [EXIT.notReleased, 'no released table answers the question; the nearest table is named'],
  [EXIT.tryAgain, 'no answer in time: try again'],
  [EXIT.partial, 'some items were refused; the others are done'],
  [EXIT.interrupted, 'interrupted by Ctrl-C'],
];

/** `error.code` of errors in JSON. */
export const EXIT_NAMES: Readonly<Record<ExitCode, string>> = {
  [EXIT.ok]: 'ok',
  [EXIT.bug]: 'internal',
  [EXIT.usage]: 'usage',
  [EXIT.refused]: 'refused',
  [EXIT.notPermitted]: 'not-permitted',
  [EXIT.notReleased]: 'not-released',
  [EXIT.tryAgain]: 'try-again',
  [EXIT.partial]: 'partial',
  [EXIT.interrupted]: 'interrupted',
};
