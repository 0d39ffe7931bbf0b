import type { CallOptions, MethodDefinition } from '@grpc/grpc-js';
import {
  type IntakeServiceClient,
  IntakeServiceService,
  Report,
  type SubmitReportRequest,
} from '@waylight/contracts/intake';
import {
  callUnary,
  expectFailure,
  type InProcessOptions,
  type InProcessRegion,
  startRegion,
} from '@waylight/tests-region';

type Methods = typeof IntakeServiceService;
type RequestOf<Name extends keyof Methods> = ReturnType<Methods[Name]['requestDeserialize']>;
type ResponseOf<Name extends keyof Methods> = ReturnType<Methods[Name]['responseDeserialize']>;

/** A region of one node, that of MK, with five organisations; its clock is at 15 March 2026, 10:00. */
export const startNode = (
  more: Pick<InProcessOptions, 'env' | 'intake' | 'log'> = {},
): Promise<InProcessRegion> =>
  startRegion({
    run: 'in-process',
    registry: 'small',
    clock: Date.parse('2026-03-15T10:00:00Z'),
    ...more,
  });

/** A unary call as a promise. */
export function call<Name extends keyof Methods>(
  client: IntakeServiceClient,
  name: Name,
  request: RequestOf<Name>,
  options: CallOptions = {},
): Promise<ResponseOf<Name>> {
  const method = IntakeServiceService[name] as unknown as MethodDefinition<RequestOf<Name>, ResponseOf<Name>>;
  return callUnary(client, method, request, options);
}

export { expectFailure };

/** A valid report with a test's changes. */
export function report(reportId: string, over: Partial<Report> = {}): Report {
  return Report.fromPartial({
    reportId,
    occurredOn: '2026-03-01',
    country: 'MK',
    types: ['pushback'],
    shareWith: 'partners',
    ...over,
  });
}

export function submission(
  reportId: string,
  over: Partial<Report> = {},
  validateOnly = false,
): SubmitReportRequest {
  return { report: report(reportId, over), validateOnly };
}

/** Waits until `poll` returns a value. */
export async function eventually<T>(
  poll: () => Promise<T | undefined> | T | undefined,
  withinMs = 30_000,
): Promise<T> {
  const endMs = Date.now() + withinMs;
  for (;;) {
    const found = await poll();
    if (found !== undefined) return found;
    if (Date.now() > endMs) throw new Error('the condition was not met in time');
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
