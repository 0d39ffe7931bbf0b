import { createSecureContext } from 'node:tls';
import type { TlsMaterial } from '../grpc/credentials.ts';
import type { Component } from '../lifecycle/components.ts';
import { followFiles } from '../lifecycle/follow-files.ts';
import type { Logger } from '../log/logger.ts';
import { safeToLog } from '../safe-error.ts';
import { readTls, type TlsFiles } from './credential-files.ts';

/** What mutual TLS takes, as it is now: connections that are open keep what they began with. */
export type FollowedTls = {
  readonly current: () => TlsMaterial;
  /** Told when there is another; what it returns ends that. */
  readonly onChange: (listener: () => void) => () => void;
};

export type LiveTls = FollowedTls & Component;

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
  let material = await readFitting(files);
  return {
    ...followFiles({
      name: 'certificate and key',
      files: [caFile, certificateFile, keyFile],
      take: async () => {
        const found = await readFitting(files);
        if (JSON.stringify(found) === JSON.stringify(material)) return undefined;
        material = found;
        for (const listener of [...listeners]) listener();
        log.info('another certificate is shown to new connections');
        return undefined;
      },
      refused: (error) =>
        log.error('the certificate or its key is refused, and the one before stays in use', { error }),
      failed: (error) => log.error('looking at the certificate failed unexpectedly', { error }),
    }),
    current: () => material,
    onChange: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** What never changes is followed like what may. */
export function followed(tls: TlsMaterial | FollowedTls): FollowedTls {
  return 'current' in tls ? tls : { current: () => tls, onChange: () => () => undefined };
}

async function readFitting(files: TlsFiles): Promise<TlsMaterial> {
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
