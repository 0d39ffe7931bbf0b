import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { TrialShape } from './trial-process.ts';

/** What a test run makes once, on demand: the folder of an example region, or a running one. */
export type SharedRegionKind = 'example' | 'region';

const SOCKET = 'WAYLIGHT_TEST_REGIONS';

/** Hands the socket at which the run answers to its test workers. */
export function publishTestRun(socket: string): void {
  process.env[SOCKET] = socket;
}

export const isTestRun = (): boolean => process.env[SOCKET] !== undefined;

/** Asks the process that runs the tests for what it makes once. */
export async function requestFromTestRun<Answer>(what: SharedRegionKind, shape: TrialShape): Promise<Answer> {
  const socketPath = process.env[SOCKET];
  if (socketPath === undefined) throw new Error('this is no test run: start a region of your own');
  const answer = await new Promise<{ made: Answer } | { problem: string }>((resolve, reject) => {
    const clientRequest = request({ socketPath, path: `/${what}`, method: 'POST' }, (response) => {
      json(response).then((body) => resolve(body as { made: Answer } | { problem: string }), reject);
    });
    clientRequest.once('error', reject);
    clientRequest.end(JSON.stringify(shape));
  });
  if ('problem' in answer) throw new Error(answer.problem);
  return answer.made;
}
