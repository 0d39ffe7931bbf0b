import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConnectionOptions } from 'node:tls';

/** PEM texts of a broker with mutual TLS. */
export type KafkaTls = {
  /** The CA of client certificates and of the broker's own certificate. */
  readonly ca: string;
  /** The broker's certificate for 127.0.0.1. It is valid as server and client, because a broker is a client of its controller. */
  readonly certificate: string;
  readonly key: string;
};

/** Writes the files that the broker reads. Returns their settings. */
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

/** TLS options of a health check, with the broker's own certificate. */
export function clientTlsOptions({ ca, certificate, key }: KafkaTls): ConnectionOptions {
  return { ca, cert: certificate, key };
}
