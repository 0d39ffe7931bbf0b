import type { ServiceError } from '@grpc/grpc-js';
import {
  CloseDuePeriodsRequest,
  type CloseDuePeriodsResponse,
  GetStatusRequest,
  type GetStatusResponse,
  ListDeadLettersRequest,
  type ListDeadLettersResponse,
  OperationsServiceClient,
  RebuildRequest,
  type RebuildResponse,
} from '@waylight/contracts/operations';
import { clientCredentials, type TlsMaterial } from '@waylight/service-kit';

/** Client of the operations service. */
export function operationsClient(port: number, tls: TlsMaterial) {
  const client = new OperationsServiceClient(`localhost:${port}`, clientCredentials(tls));
  const call = <T>(start: (done: (error: ServiceError | null, response: T) => void) => unknown): Promise<T> =>
    new Promise((resolve, reject) => {
      start((error, response) => (error === null ? resolve(response) : reject(error)));
    });
  return {
    getStatus: () => call<GetStatusResponse>((done) => client.getStatus(GetStatusRequest.create(), done)),
    listDeadLetters: (limit = 0) =>
      call<ListDeadLettersResponse>((done) =>
        client.listDeadLetters(ListDeadLettersRequest.fromPartial({ limit }), done),
      ),
    closeDuePeriods: () =>
      call<CloseDuePeriodsResponse>((done) => client.closeDuePeriods(CloseDuePeriodsRequest.create(), done)),
    rebuild: async (): Promise<RebuildResponse[]> => {
      const responses: RebuildResponse[] = [];
      for await (const response of client.rebuild(RebuildRequest.create())) responses.push(response);
      return responses;
    },
    close: () => client.close(),
  };
}
