import { ReceiptState } from '@waylight/contracts/intake';
import { createRecorder, type Recorder } from '../faults/recorder.ts';

/** A recorder that also measures how long nothing happened, in milliseconds. */
export type GapRecorder = Recorder & {
  readonly longestGaps: () => { readonly acknowledged: number; readonly counted: number };
};

export function createGapRecorder(): GapRecorder {
  const recorder = createRecorder();
  const acknowledged = createGap();
  const counted = createGap();
  return {
    ...recorder,
    operation: (one) => {
      if (one.outcome.kind === 'acknowledged') acknowledged.note(one.endedAt);
      recorder.operation(one);
    },
    sighting: (one) => {
      if (one.by === 'watch' && one.state === ReceiptState.COUNTED) counted.note(one.endedAt);
      recorder.sighting(one);
    },
    longestGaps: () => ({ acknowledged: acknowledged.longest(), counted: counted.longest() }),
  };
}

function createGap() {
  let last: number | undefined;
  let longest = 0;
  return {
    note: (at: number) => {
      longest = Math.max(longest, at - (last ?? at));
      last = at;
    },
    longest: () => Math.round(longest),
  };
}
