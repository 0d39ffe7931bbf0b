import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';

/** PEM texts of a broker that is reached over mutual TLS. */
export type KafkaTls = {
  /** The authority whose certificates it takes, and with which it is known. */
  readonly ca: string;
  /** For 127.0.0.1, as server and as client: a broker is also a client of its controller. */
  readonly certificate: string;
  readonly key: string;
};

/** Writes the files that the broker reads, and names them. */
export async function writeTlsSettings(
  { ca, certificate, key }: KafkaTls,
  folder: string,
): Promise<Record<string, string>> {
  const [keystore, truststore] = [join(folder, 'broker.pem'), join(folder, 'ca.pem')];
  await writeFile(keystore, `${key}\n${certificate}`, { mode: 0o600 });
  await writeFile(truststore, ca);
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': keystore,
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': truststore,
    'ssl.client.auth': 'required',
  };
}

/** To ask the broker whether it is there, by its own certificate. */
export function clientTlsOptions({ ca, certificate, key }: KafkaTls): ConnectionOptions {
  return { ca, cert: certificate, key };
}
