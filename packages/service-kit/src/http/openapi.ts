import swagger from '@fastify/swagger';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { jsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HttpProblemError, problemContentType } from './problem.ts';

/** Schema of an error in an OpenAPI document; see `Problem`. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string().optional(),
  reason: z.string().optional().describe('Reason as a code; `detail` or `errors` contain it in English'),
  faultId: z.string().optional(),
  errors: z
    .array(
      z.object({
        path: z.string(),
        message: z.string(),
        reason: z.string().optional().describe('Reason as a code; `message` contains it in English'),
        name: z.string().optional().describe('The sender’s own name for the invalid thing'),
      }),
    )
    .optional(),
});

/** Describes an error response of a route. */
export const problemResponse = (description: string) => ({
  description,
  content: { [problemContentType]: { schema: problemSchema } },
});

/** Error responses that every route has, in addition to its own. */
export const PROBLEM_RESPONSES = {
  400: problemResponse('The request is not valid; `errors` lists wrong parameters with reasons'),
  408: problemResponse('The request took too long to arrive'),
  413: problemResponse('The request is too large'),
  431: problemResponse('The headers are too large'),
  500: problemResponse('Something went wrong here; the log contains `faultId`'),
  503: problemResponse('The service is stopping, or its store does not respond'),
};

/**
 * Validates requests and responses by the routes' zod schemas, and serves them as `/openapi.json`. `suggestNames` returns
 * sentences for an error about a misspelt name.
 */
export async function describeApi(
  server: FastifyInstance,
  {
    suggestNames,
    ...about
  }: {
    readonly title: string;
    readonly description: string;
    readonly suggestNames: (name: string, names: readonly string[]) => readonly string[];
  },
): Promise<void> {
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  await server.register(swagger, {
    openapi: { info: { ...about, version: '1' } },
    transform: jsonSchemaTransform,
  });
  server.addHook('preValidation', async (request) => {
    const known = knownParameters(request);
    if (known === undefined) return;
    const unknown = Object.keys(Object(request.query)).filter((name) => !known.includes(name));
    if (unknown.length === 0) return;
    throw new HttpProblemError(400, {
      errors: unknown.map((name) => ({
        path: `querystring/${name}`,
        message: [
          'is not a parameter of this endpoint',
          known.length === 0 ? 'It has no parameters' : `It has the parameters: ${known.join(', ')}`,
          ...suggestNames(name, known),
        ].join('. '),
      })),
    });
  });
  // All responses share one copy. Otherwise pipelined requests whose responses are never read would fill the memory.
  let document: Buffer | undefined;
  server.register(async (routes) => {
    routes.get('/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
      document ??= Buffer.from(JSON.stringify(server.swagger()));
      return reply.type('application/json; charset=utf-8').send(document);
    });
  });
}

/**
 * The query parameters that a route accepts. A misspelt filter would be ignored, and its answer mistaken for a filtered one.
 * Undefined for pages, their files, and redirects of a sign-in provider, whose parameters are not Waylight's.
 */
function knownParameters({ routeOptions: { schema } }: FastifyRequest): readonly string[] | undefined {
  if (schema?.querystring instanceof z.ZodObject) return Object.keys(schema.querystring.shape);
  return schema === undefined || schema.hide === true ? undefined : [];
}
