import type { Client } from '@grpc/grpc-js';
import {
  type AuditChain,
  type AuditEntry,
  type AuditLink,
  AuditServiceService,
  GetRetentionRequest,
  type GetRetentionResponse,
  ListEntriesRequest,
  RetentionServiceService,
  VerifyChainRequest,
  type VerifyChainResponse,
} from '@waylight/contracts/audit';
import { callUnary } from './calls.ts';

export type ListedAudit = {
  readonly entries: AuditEntry[];
  readonly chain: AuditChain | undefined;
  readonly links: AuditLink[];
};

/** The audit of the client's server, as far as this caller may read it. */
export async function listAudit(
  client: Client,
  request: Partial<ListEntriesRequest> = {},
): Promise<ListedAudit> {
  const { path, requestSerialize, responseDeserialize } = AuditServiceService.listEntries;
  const asked = ListEntriesRequest.fromPartial(request);
  const listed: ListedAudit = { entries: [], chain: undefined, links: [] };
  let chain: AuditChain | undefined;
  for await (const { part } of client.makeServerStreamRequest(
    path,
    requestSerialize,
    responseDeserialize,
    asked,
  )) {
    if (part.$case === 'entry') listed.entries.push(part.value);
    else if (part.$case === 'link') listed.links.push(part.value);
    else if (part.$case === 'chain') chain = part.value;
  }
  return { ...listed, chain };
}

export const verifyAudit = (client: Client): Promise<VerifyChainResponse> =>
  callUnary(client, AuditServiceService.verifyChain, VerifyChainRequest.create());

export const getRetention = (client: Client): Promise<GetRetentionResponse> =>
  callUnary(client, RetentionServiceService.getRetention, GetRetentionRequest.create());
