import { nodeName } from '@waylight/access';
import { type NodeCountry, nodePrincipal } from '@waylight/contracts';
import { type NodeLayout, packRequest, requestFingerprint } from '@waylight/deployment';
import { createCertificateRequest } from '@waylight/service-kit';
import { makePrivateFolder, type Owner, writePublic, writeSecret } from './machine-files.ts';

type Node = {
  readonly country: NodeCountry;
  readonly host: string;
  readonly port: number;
  readonly recipient: string;
};

/** Creates new keys in the folder of pending keys, and requests for their certificates. Returns the fingerprint of the requests. */
export async function createNodeRequests(layout: NodeLayout, node: Node, owner: Owner): Promise<string> {
  const tls = await createCertificateRequest(nodeName(node.country));
  const kafka = await createCertificateRequest(nodePrincipal(node.country).commonName);
  await makePrivateFolder(layout.pending.dir, owner);
  await writeSecret(layout.pending.tlsKey, tls.key, owner);
  await writeSecret(layout.pending.kafkaKey, kafka.key, owner);
  const request = {
    node: { version: 1, ...node },
    tlsRequest: tls.request,
    kafkaRequest: kafka.request,
  } as const;
  await writePublic(layout.requests, await packRequest(request));
  return requestFingerprint(request);
}

export const describeRequests = (
  { dir, requests }: NodeLayout,
  country: NodeCountry,
  fingerprint: string,
): readonly string[] => [
  `Send ${requests} to the operator of the region; it contains no secret. Read its fingerprint to them by telephone:`,
  `  ${fingerprint}`,
  `Their answer-${country}.tar continues here: waylight node accept answer-${country}.tar --dir ${dir}`,
];
