import { queryOptions } from '@tanstack/react-query';
import { PERIOD_KINDS, type PeriodKind } from '@waylight/calendar';
import * as v from 'valibot';
import { getJson, ViewProblem, viewProblem } from './client.ts';
import { withOrigin } from './origin.ts';
import {
  type Answer,
  aboutSchema,
  answerSchema,
  noAnswerSchema,
  releasePlanSchema,
  releasesSchema,
  sessionSchema,
  statusSchema,
} from './schemas.ts';

/** The parameters of /v1/trends; its OpenAPI document lists the possible values. */
export type TrendsQuestion = {
  readonly layer: 'reports' | 'public-record';
  readonly unit?: 'reports' | 'incidents' | 'victims';
  readonly by: readonly string[];
  readonly period?: PeriodKind;
  readonly from?: string;
  readonly to?: string;
  /** Codes to keep. */
  readonly country?: readonly string[];
  readonly type?: readonly string[];
};

const MINUTE_MS = 60_000;

const trendsAnswerSchema = v.union([answerSchema, noAnswerSchema]);

/** Query keys begin with the endpoint, so that all responses of one endpoint can be invalidated. */
export const trendsQuery = (question: TrendsQuestion) =>
  queryOptions({
    queryKey: ['trends', question],
    queryFn: ({ signal }) => askTrends(question, signal),
  });

/**
 * The same, with a fallback to longer periods, because some readers have the same numbers by quarter only. The answer states the
 * length of its periods.
 */
export const nearestPeriodQuery = (question: TrendsQuestion) =>
  queryOptions({
    queryKey: ['trends', question, 'nearest period'],
    queryFn: async ({ client }) => {
      // One request, if the page asks the same without a fallback.
      const ask = (asked: TrendsQuestion) => client.fetchQuery({ ...trendsQuery(asked), retry: false });
      try {
        return await ask(question);
      } catch (error) {
        const period = nearestPeriod(question, error);
        if (period === undefined) throw error;
        // Bounds are months, so they do not apply. There are few longer periods.
        const { from, to, ...unbounded } = question;
        return ask({ ...unbounded, period });
      }
    },
  });

async function askTrends(question: TrendsQuestion, signal: AbortSignal): Promise<Answer> {
  const answer = await getJson(`/v1/trends?${trendsParameters(question)}`, trendsAnswerSchema, signal);
  if ('why' in answer) throw new ViewProblem('empty', { nearest: answer.nearest });
  return withOrigin(answer);
}

/** Undefined if the nearest question differs in anything but the length of its periods. */
function nearestPeriod({ by, period }: TrendsQuestion, error: unknown): TrendsQuestion['period'] {
  const nearest = viewProblem(error).nearest?.question;
  const isSame = nearest?.by.length === by.length && by.every((name) => nearest.by.includes(name));
  const kind = PERIOD_KINDS.find((one) => one === nearest?.period);
  return isSame && kind !== period ? kind : undefined;
}

const releaseListQuery = () =>
  queryOptions({
    queryKey: ['releases', 'list'],
    queryFn: ({ signal }) => getJson('/v1/releases', releasesSchema, signal),
  });

type ReleaseList = v.InferOutput<typeof releasesSchema>;
// Constants, because a query runs a new function at every render.
const readReleases = ({ releases }: ReleaseList) => releases;
const readNext = ({ next }: ReleaseList) => next ?? null;

export const releasesQuery = () => queryOptions({ ...releaseListQuery(), select: readReleases });

/** The next numbers for this reader, with their date. */
export const nextNumbersQuery = () => queryOptions({ ...releaseListQuery(), select: readNext });

export const releasePlanQuery = () =>
  queryOptions({
    queryKey: ['release-plan'],
    queryFn: ({ signal }) => getJson('/v1/release-plan', releasePlanSchema, signal),
  });

/** Operators of the region. */
export const aboutQuery = () =>
  queryOptions({
    queryKey: ['about'],
    queryFn: ({ signal }) => getJson('/v1/about', aboutSchema, signal),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const statusQuery = () =>
  queryOptions({
    queryKey: ['status'],
    queryFn: ({ signal }) => getJson('/v1/status', statusSchema, signal),
    staleTime: MINUTE_MS,
  });

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => getJson('/v1/session', sessionSchema, signal),
    staleTime: MINUTE_MS,
    // It contains no numbers, and its response is the first sign of a restored connection or an ended session.
    refetchOnWindowFocus: true,
    refetchOnReconnect: 'always',
  });

export function trendsParameters(question: TrendsQuestion): URLSearchParams {
  const { by, country, type, ...plain } = question;
  const parameters = new URLSearchParams(plain);
  for (const [name, values] of Object.entries({ by, country, type }))
    if (values !== undefined && values.length > 0) parameters.set(name, values.join(','));
  return parameters;
}
