import type { NodeCountry } from '@waylight/contracts';
import type { Sender } from './client-calls.ts';

/** Counts the answers of nodes so far, try by try, by gRPC code; 0 is an acknowledgement. */
export type Tally = {
  readonly answered: (country: NodeCountry, code: number) => number;
  /** Over all nodes. */
  readonly acknowledged: () => number;
  readonly counting: (country: NodeCountry, sender: Sender) => Sender;
};

export function createTally(): Tally {
  const counts = new Map<string, number>();
  let acknowledged = 0;
  return {
    answered: (country, code) => counts.get(`${country} ${code}`) ?? 0,
    acknowledged: () => acknowledged,
    counting: (country, sender) => ({
      send: async (write) => {
        const answer = await sender.send(write);
        const code = answer.kind === 'done' ? 0 : answer.code;
        if (code === 0) acknowledged++;
        counts.set(`${country} ${code}`, (counts.get(`${country} ${code}`) ?? 0) + 1);
        return answer;
      },
      close: () => sender.close(),
    }),
  };
}
