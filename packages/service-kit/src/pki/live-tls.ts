import { createSecureContext } from 'node:tls';
import { readTls, type TlsFiles, type TlsMaterial } from '../config/credential-files.ts';
import type { Component } from '../lifecycle/components.ts';
import { createListeners } from '../lifecycle/listeners.ts';
import { watchFiles } from '../lifecycle/watch-files.ts';
import type { Logger } from '../log/logger.ts';
import { safeToLog } from '../safe-error.ts';

/** The current credential of mutual TLS. Open connections keep the credential that they began with. */
export type TlsSource = {
  readonly current: () => TlsMaterial;
  /** Calls the listener after each change. Returns the function that ends the subscription. */
  readonly onChange: (listener: () => void) => () => void;
};

export type LiveTls = TlsSource & Component;

/** Certificate, key and authority do not match. */
class UnfitCredentialError extends Error {
  override readonly name = 'UnfitCredentialError';
  readonly code = 'CREDENTIAL_UNFIT';
  readonly [safeToLog] = true;
}

/**
 * Reads a service's certificate and key. The component reloads them when their files change: a renewed certificate needs no restart.
 * @throws CredentialMissingError, KeyExposedError, or UnfitCredentialError.
 */
export async function openTls(files: TlsFiles, { log }: { readonly log: Logger }): Promise<LiveTls> {
  const { caFile, certificateFile, keyFile } = files;
  const changes = createListeners<void>();
  let material = await readMatchingTls(files);
  return {
    ...watchFiles({
      name: 'certificate and key',
      files: [caFile, certificateFile, keyFile],
      reload: async () => {
        const reloaded = await readMatchingTls(files);
        if (JSON.stringify(reloaded) === JSON.stringify(material)) return undefined;
        material = reloaded;
        changes.emit();
        log.info('TLS certificate reloaded');
        return undefined;
      },
      onRejected: (error) => log.error('TLS certificate rejected; the previous one stays active', { error }),
      onError: (error) => log.error('cannot read the TLS certificate', { error }),
    }),
    current: () => material,
    onChange: changes.add,
  };
}

/** Wraps a fixed credential in a source that never changes. */
export function toTlsSource(tls: TlsMaterial | TlsSource): TlsSource {
  return 'current' in tls ? tls : { current: () => tls, onChange: () => () => undefined };
}

async function readMatchingTls(files: TlsFiles): Promise<TlsMaterial> {
  const material = await readTls(files);
  try {
    const { ca, certificate: cert, key } = material;
    createSecureContext({ ca, cert, key });
  } catch (cause) {
    throw new UnfitCredentialError(
      `${files.certificateFile} and ${files.keyFile} do not match, or one of them or ${files.caFile} is incomplete: install a certificate with its own key`,
      { cause },
    );
  }
  return material;
}
