import {
  type CallOptions,
  type Client,
  type MethodDefinition,
  type ServiceError,
  status,
} from '@grpc/grpc-js';
import { decodeStatusDetails, type StatusDetail } from '@waylight/service-kit';

/** Makes a unary call of any service over a client's connection. */
export function callUnary<Request, Response>(
  client: Client,
  method: MethodDefinition<Request, Response>,
  request: Request,
  options: CallOptions = {},
): Promise<Response> {
  const { path, requestSerialize, responseDeserialize } = method;
  return new Promise((resolve, reject) => {
    client.makeUnaryRequest(
      path,
      requestSerialize,
      responseDeserialize,
      request,
      options,
      (error, response) =>
        error === null && response !== undefined
          ? resolve(response)
          : reject(error ?? new Error('no answer')),
    );
  });
}

export type Failure = {
  readonly code: string;
  readonly message: string;
  readonly details: readonly StatusDetail[];
};

/** Returns the status of a call that must fail. */
export async function expectFailure(work: Promise<unknown>): Promise<Failure> {
  try {
    await work;
  } catch (error) {
    const { code, details, metadata } = error as ServiceError;
    return { code: status[code], message: details, details: decodeStatusDetails(metadata) };
  }
  throw new Error('the call succeeded');
}
