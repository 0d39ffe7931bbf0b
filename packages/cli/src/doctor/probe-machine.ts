import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { connect } from 'node:tls';
import {
  KAFKA_PORT,
  type NamedService,
  nodeLayout,
  numbersOf,
  ownVariable,
  regionLayout,
  type Services,
  servicesOf,
} from '@waylight/deployment';
import { attention, type Finding, ok, wrong } from '../installation/finding.ts';
import type { Variables } from '../installation/installation.ts';
import { probeReady } from '../installation/probe-ready.ts';
import { kindOf, readHealthPort, readSettings } from '../machine/machine-kind.ts';
import { readNodeFolder } from '../machine/node-folder.ts';

const CONNECT_MS = 10_000;

/** Calls the services of a node or region like their callers. Sends no report and reads none. */
export async function probeMachine(dir: string): Promise<Finding[]> {
  const kind = kindOf(dir);
  const { ca, kafkaCa } = regionLayout(dir);
  const settings = await readSettings(dir);
  if (kind === 'node') {
    const { host, port } = await readNodeFolder(nodeLayout(dir));
    return [await probeReady('intake', await readHealthPort(dir)), await probeTls(host, port, ca)];
  }
  const { WAYLIGHT_HOST: host = 'localhost', WAYLIGHT_KAFKA_HOST: kafka = host } = settings;
  const { health, callers } = regionTargets(settings);
  const findings: Finding[] = [];
  for (const target of health) findings.push(await probeReady(target.name, target.port, target.host));
  findings.push(await probeTls(kafka, Number(settings.WAYLIGHT_KAFKA_PORT ?? KAFKA_PORT), kafkaCa));
  for (const port of callers) findings.push(await probeTls(host, port, ca));
  return findings;
}

/** Where the region's services answer: health, and the ports for organisations. On Kubernetes each has a host for health. */
export function regionTargets(settings: Variables, services?: Services) {
  const named = servicesOf('region', services);
  const published = ({ setting, port }: NamedService['grpc' | 'health']) =>
    Number(settings[setting] ?? numbersOf(port)[0]);
  return {
    health: named.map(({ name, health }) => ({
      name,
      port: published(health),
      host: settings[ownVariable(name, 'HEALTH_HOST')],
    })),
    callers: named.flatMap(({ grpc }) => (grpc.callers === 'organisations' ? [published(grpc)] : [])),
  };
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
