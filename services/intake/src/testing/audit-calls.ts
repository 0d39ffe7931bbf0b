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
import type { IntakeServiceClient } from '@waylight/contracts/intake';

export type ListedAudit = {
  readonly entries: AuditEntry[];
  readonly chain: AuditChain | undefined;
  readonly links: AuditLink[];
};

/** What the audit of a node tells this caller. */
export async function listAudit(
  client: IntakeServiceClient,
  request: Partial<ListEntriesRequest> = {},
): Promise<ListedAudit> {
  const { path, requestSerialize, responseDeserialize } = AuditServiceService.listEntries;
  const stream = client.makeServerStreamRequest(
    path,
    requestSerialize,
    responseDeserialize,
    ListEntriesRequest.fromPartial(request),
  );
  const listed: ListedAudit = { entries: [], chain: undefined, links: [] };
  let chain: AuditChain | undefined;
  for await (const { part } of stream) {
    if (part.$case === 'entry') listed.entries.push(part.value);
    else if (part.$case === 'link') listed.links.push(part.value);
    else if (part.$case === 'chain') chain = part.value;
  }
  return { ...listed, chain };
}

export function verifyAudit(client: IntakeServiceClient): Promise<VerifyChainResponse> {
  const { path, requestSerialize, responseDeserialize } = AuditServiceService.verifyChain;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      VerifyChainRequest.create(),
      (error, response) =>
        error === null && response !== undefined
          ? resolve(response)
          : reject(error ?? new Error('no answer')),
    );
  });
}

export function getRetention(client: IntakeServiceClient): Promise<GetRetentionResponse> {
  const { path, requestSerialize, responseDeserialize } = RetentionServiceService.getRetention;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      GetRetentionRequest.create(),
      (error, response) =>
        error === null && response !== undefined
          ? resolve(response)
          : reject(error ?? new Error('no answer')),
    );
  });
}
