import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { nodeLayout, REGION_PORTS, regionLayout } from '@waylight/deployment';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';
import { probeReady } from '../installation/probe-ready.ts';
import { kindOf, readHealthPort, readSettings } from '../machine/machine-kind.ts';
import { readNodeFolder } from '../machine/node-folder.ts';

const CONNECT_MS = 10_000;

/** Calls the services of a node or region like their callers. Sends no report and reads none. */
export async function probeMachine(dir: string): Promise<Finding[]> {
  const kind = kindOf(dir);
  const { ca, kafkaCa } = regionLayout(dir);
  const variables = await readSettings(dir);
  const port = (name: string, byDefault: number) => Number(variables[name] ?? byDefault);
  if (kind === 'node') {
    const { host, port: intake } = await readNodeFolder(nodeLayout(dir));
    return [await probeReady('intake', await readHealthPort(dir)), await probeTls(host, intake, ca)];
  }
  // On Kubernetes, each part has a host of its own.
  const { WAYLIGHT_HOST: host = 'localhost', WAYLIGHT_KAFKA_HOST: kafka = host } = variables;
  const { WAYLIGHT_AGGREGATION_HEALTH_HOST: aggregation, WAYLIGHT_INSIGHTS_HEALTH_HOST: insights } =
    variables;
  return [
    await probeReady('aggregation', port('WAYLIGHT_AGGREGATION_HEALTH_PORT', 9120), aggregation),
    await probeReady('insights', port('WAYLIGHT_INSIGHTS_HEALTH_PORT', 9110), insights),
    await probeTls(kafka, port('WAYLIGHT_KAFKA_PORT', REGION_PORTS.kafka), kafkaCa),
    await probeTls(host, port('WAYLIGHT_INSIGHTS_PORT', REGION_PORTS.insights), ca),
  ];
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
