import type { Nearest } from './schemas.ts';

/** Why a view has no numbers, or not the newest: each has a sentence and a next step in `<ViewState>`. */
export type ProblemKind = 'empty' | 'loading' | 'stale' | 'offline' | 'error' | 'not-permitted';

export type ViewProblemFacts = {
  /** To be quoted to an operator; it stands in the log. */
  readonly faultId?: string;
  /** The released table that comes nearest to a question that none answers. */
  readonly nearest?: Nearest | undefined;
  /** Why a change was refused as things stand, in the service's own words. */
  readonly refusal?: string;
  /** The same as a code, where the service has one. */
  readonly reason?: string | undefined;
  /** Of the answer, where there was one. */
  readonly status?: number;
  readonly cause?: unknown;
};

/** What asking insights fails with; `code` decides what a reader is told. */
export class ViewProblem extends Error {
  readonly code: Exclude<ProblemKind, 'loading' | 'stale'>;
  readonly faultId: string | undefined;
  readonly nearest: Nearest | undefined;
  readonly refusal: string | undefined;
  readonly reason: string | undefined;
  readonly status: number | undefined;

  constructor(
    code: ViewProblem['code'],
    { faultId, nearest, refusal, reason, status, cause }: ViewProblemFacts = {},
  ) {
    super(`asking insights: ${code}`, { cause });
    this.name = 'ViewProblem';
    this.code = code;
    this.faultId = faultId;
    this.nearest = nearest;
    this.refusal = refusal;
    this.reason = reason;
    this.status = status;
  }
}

/** What a failure is for a reader, whoever threw it. */
export function viewProblem(error: unknown): ViewProblem {
  return error instanceof ViewProblem ? error : new ViewProblem('error', { cause: error });
}

/** Whether asking again soon can help. */
export function mayPass(error: unknown): boolean {
  const { code } = viewProblem(error);
  return code === 'error' || code === 'offline';
}
