import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { nodeName } from '@waylight/access';
import { nodePrincipal } from '@waylight/contracts';
import { authorityLayout, type NodeRequest, namesOf } from '@waylight/deployment';
import { signRequest } from '../certs/write-certificate.ts';

/** Signs the two certificates of a node. Names come from the country and the request, never from what the node wrote to sign. */
export async function signNode(authorityFolder: string, { node, tlsRequest, kafkaRequest }: NodeRequest) {
  const { ca, logCa } = authorityLayout(authorityFolder);
  return {
    tlsCertificate: await signRequest({
      dir: ca,
      kind: 'service',
      id: nodeName(node.country),
      request: tlsRequest,
      names: namesOf(node.host),
    }),
    kafkaCertificate: await signRequest({
      dir: logCa,
      kind: 'log-client',
      id: nodePrincipal(node.country).commonName.replace('waylight-', ''),
      request: kafkaRequest,
    }),
    ca: await readFile(join(ca, 'ca.crt'), 'utf8'),
    kafkaCa: await readFile(join(logCa, 'ca.crt'), 'utf8'),
  };
}
