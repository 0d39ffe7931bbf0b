import { createSecureContext } from 'node:tls';
import type { TlsMaterial } from '../grpc/credentials.ts';
import type { Component } from '../lifecycle/components.ts';
import { watchFiles } from '../lifecycle/watch-files.ts';
import type { Logger } from '../log/logger.ts';
import { safeToLog } from '../safe-error.ts';
import { readTls, type TlsFiles } from './credential-files.ts';

/** What mutual TLS takes, as it is now: connections that are open keep what they began with. */
export type TlsSource = {
  readonly current: () => TlsMaterial;
  /** Told when there is another; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type LiveTls = TlsSource & Component;

/** Certificate, key and authority do not make a credential together. */
class UnfitCredentialError extends Error {
  override readonly name = 'UnfitCredentialError';
  readonly code = 'CREDENTIAL_UNFIT';
  readonly [safeToLog] = true;
}

/**
 * Reads a service's certificate and key, and follows their files from the start of the component on: a renewed certificate needs no
 * restart. @throws CredentialMissingError, KeyExposedError, or where they do not belong together.
 */
export async function openTls(files: TlsFiles, { log }: { readonly log: Logger }): Promise<LiveTls> {
  const { caFile, certificateFile, keyFile } = files;
  const listeners = new Set<() => void>();
  let material = await readMatchingTls(files);
  return {
    ...watchFiles({
      name: 'certificate and key',
      files: [caFile, certificateFile, keyFile],
      reload: async () => {
        const reloaded = await readMatchingTls(files);
        if (JSON.stringify(reloaded) === JSON.stringify(material)) return undefined;
        material = reloaded;
        for (const listener of [...listeners]) listener();
        log.info('another certificate is shown to new connections');
        return undefined;
      },
      onRejected: (error) =>
        log.error('the certificate or its key is refused, and the one before stays in use', { error }),
      onError: (error) => log.error('looking at the certificate failed unexpectedly', { error }),
    }),
    current: () => material,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What never changes is followed like what may. */
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
      `${files.certificateFile} and ${files.keyFile} do not belong together, or one of them or ${files.caFile} is not whole: put both of one pair there`,
      { cause },
    );
  }
  return material;
}
