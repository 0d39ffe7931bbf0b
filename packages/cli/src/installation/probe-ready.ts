import { HEALTH } from '@waylight/deployment';
import { type Finding, ok, wrong } from './finding.ts';

const ANSWER_MS = 10_000;

/** Asks a service whether it is ready. */
export async function probeReady(name: string, port: number, host = '127.0.0.1'): Promise<Finding> {
  const where = `${name}, port ${port}`;
  const bySystemd = name === 'intake' ? ', or journalctl --unit waylight-intake --lines 50' : '';
  const todo = `see its log: docker compose logs --tail 50 ${name}${bySystemd}`;
  try {
    const answer = await fetch(`http://${host}:${port}${HEALTH.ready}`, {
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (answer.ok) return ok('ready', where, 'works');
    return wrong('ready', where, `is not ready (${answer.status})`, todo);
  } catch {
    return wrong('ready', where, 'does not answer', todo);
  }
}
