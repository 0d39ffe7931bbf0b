import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { attention, type Finding, ok, wrong } from '../doctor/finding.ts';

const CONNECT_MS = 10_000;

/** Asks a service whether it is ready. */
export async function probeReady(name: string, port: number, host = '127.0.0.1'): Promise<Finding> {
  const where = `${name}, port ${port}`;
  const bySystemd = name === 'intake' ? ', or journalctl --unit waylight-intake --lines 50' : '';
  const todo = `see its log: docker compose logs --tail 50 ${name}${bySystemd}`;
  try {
    const answer = await fetch(`http://${host}:${port}/health/ready`, {
      signal: AbortSignal.timeout(CONNECT_MS),
    });
    if (answer.ok) return ok('ready', where, 'works');
    return wrong('ready', where, `is not ready (${answer.status})`, todo);
  } catch {
    return wrong('ready', where, 'does not answer', todo);
  }
}

/** Connects like a caller: the certificate must be of the authority and name the host. No call is made. */
export async function probeTls(host: string, port: number, caFile: string): Promise<Finding> {
  const where = `${host}:${port}`;
  const ca = await readFile(caFile);
  return new Promise((resolve) => {
    const socket = connect({ host, port, ca, servername: isIP(host) === 0 ? host : '' });
    const end = (finding: Finding) => {
      socket.destroy();
      resolve(finding);
    };
    const failed = (what: string) =>
      end(
        wrong('connection', where, what, 'check host name, firewall and certificate (waylight certs check)'),
      );
    socket.setTimeout(CONNECT_MS, () => failed('does not answer'));
    socket.once('secureConnect', () => {
      const days = Math.floor((Date.parse(socket.getPeerCertificate().valid_to) - Date.now()) / 86_400_000);
      end(
        days <= 30
          ? attention('connection', where, `answers, and its certificate expires in ${days} days`, 'renew it')
          : ok('connection', where, `answers, and its certificate is valid for ${days} days`),
      );
    });
    socket.once('error', ({ code = 'unknown' }: NodeJS.ErrnoException) => failed(`cannot be used (${code})`));
  });
}
