import { serviceUri } from '@waylight/access';
import { LOG_BROKER_NAME } from '@waylight/contracts';
import {
  logNameOf,
  namesOf,
  REGION_HOSTS,
  type RegionLayout,
  type Services,
  servicesOf,
} from '@waylight/deployment';
import { type CertificateOptions, type Credential, issueCertificate } from '@waylight/service-kit';
import { type Owner, writePublic, writeSecret } from './machine-files.ts';

const DAYS = 365;
/** By this name operators on the machine itself call aggregation, and the health checks call every service. */
const LOCAL = ['localhost', '127.0.0.1'] as const;

type Authorities = { readonly ca: Credential; readonly logCa: Credential };

/** Issues new certificates of all services of the region, and writes them with their keys. The services adopt them. */
export async function writeRegionCertificates(
  layout: RegionLayout,
  { ca, logCa }: Authorities,
  host: string,
  owner: Owner,
  services?: Services,
): Promise<void> {
  const issue = (authority: Credential, options: Omit<CertificateOptions, 'days' | 'now'>) =>
    issueCertificate(authority, { ...options, days: DAYS, now: new Date() });
  const service = (name: string, ...hosts: readonly string[]) =>
    issue(ca, {
      commonName: name,
      uri: serviceUri(name),
      ...namesOf(...new Set([...hosts, ...LOCAL])),
      usage: 'server',
    });
  const logClient = (commonName: string) => issue(logCa, { commonName, usage: 'client' });
  const write = async (
    files: { readonly key: string; readonly certificate: string },
    credential: Credential,
  ) => {
    await writeSecret(files.key, credential.key, owner);
    await writePublic(files.certificate, credential.certificate);
  };

  for (const { name } of servicesOf('region', services)) {
    const files = layout.serviceFiles(name);
    await write({ key: files.tlsKey, certificate: files.tlsCertificate }, await service(name, name, host));
    await write(
      { key: files.kafkaKey, certificate: files.kafkaCertificate },
      await logClient(logNameOf(name)),
    );
  }
  await write(
    { key: layout.redis.tlsKey, certificate: layout.redis.tlsCertificate },
    await service(REGION_HOSTS.redis, REGION_HOSTS.redis),
  );
  const broker = await issue(logCa, {
    commonName: LOG_BROKER_NAME,
    ...namesOf(REGION_HOSTS.kafka, host, ...LOCAL),
    usage: 'client-and-server',
  });
  await writeSecret(layout.broker, `${broker.key}\n${broker.certificate}`, owner);
}
