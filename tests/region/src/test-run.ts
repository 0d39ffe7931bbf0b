import { request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { TrialShape } from './trial-process.ts';

/** A resource that a test run creates once, on demand: the folder of an example region, or a running region. */
export type SharedRegionKind = 'example' | 'region';

const SOCKET = 'WAYLIGHT_TEST_REGIONS';

/** Publishes the run's socket to its test workers. */
export function publishTestRun(socket: string): void {
  process.env[SOCKET] = socket;
}

export const isTestRun = (): boolean => process.env[SOCKET] !== undefined;

/** Requests a shared resource from the process of the test run. */
export async function requestFromTestRun<Answer>(what: SharedRegionKind, shape: TrialShape): Promise<Answer> {
  const socketPath = process.env[SOCKET];
  if (socketPath === undefined)
    throw new Error('there is no test run with shared regions: start a region in this test');
  const answer = await new Promise<{ created: Answer } | { problem: string }>((resolve, reject) => {
    const clientRequest = request({ socketPath, path: `/${what}`, method: 'POST' }, (response) => {
      json(response).then((body) => resolve(body as { created: Answer } | { problem: string }), reject);
    });
    clientRequest.once('error', reject);
    clientRequest.end(JSON.stringify(shape));
  });
  if ('problem' in answer) throw new Error(answer.problem);
  return answer.created;
}
