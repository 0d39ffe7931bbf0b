import { PERIOD_KINDS } from '@waylight/calendar';
import type { TrendQuestion } from '@waylight/contracts/trends';
import { z } from 'zod';
import { DIMENSION_NAMES } from './dimensions.ts';
import { LAYER_NAMES, type LayerName, NAME_ERRORS, UNIT_NAMES, type UnitName } from './names.ts';
import { nearestNames } from './nearest-names.ts';
import { toWireQuestion } from './question.ts';

/** One of these names. Its error is that of the same question over gRPC, with the nearest name. */
const nameSchema = <Name extends string>(names: readonly [Name, ...Name[]], error: string) =>
  z.enum(names, {
    error: ({ input }) =>
      [error, ...(typeof input === 'string' ? nearestNames(input, names) : [])].join('. '),
  });

/** A question as query parameters, on every HTTP endpoint. The descriptions appear in the OpenAPI documents. */
export const questionParametersSchema = z.object({
  layer: nameSchema(Object.keys(LAYER_NAMES) as [LayerName, ...LayerName[]], NAME_ERRORS.layer).describe(
    'Whose numbers: the organisations’ reports or the public record',
  ),
  unit: nameSchema(Object.keys(UNIT_NAMES) as [UnitName, ...UnitName[]], NAME_ERRORS.unit)
    .default('incidents')
    .describe('What is counted; units are never added together'),
  by: z
    .string()
    .default('')
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(nameSchema(DIMENSION_NAMES, NAME_ERRORS.dimension)).max(6))
    .describe(`Dimensions, separated by commas: ${DIMENSION_NAMES.join(', ')}`),
  period: nameSchema(PERIOD_KINDS, NAME_ERRORS.period).default('month').describe('Length of the periods'),
  from: z
    .string()
    .max(10)
    .default('')
    .describe('First period or day: 2025, 2025-Q1, 2025-03, 2025-W10, 2025-03-14'),
  to: z.string().max(10).default('').describe('Last period or day, inclusive'),
  country: z.string().max(200).default('').describe('Only these countries, by ISO code, separated by commas'),
  type: z.string().max(500).default('').describe('Only these incident types, by code, separated by commas'),
});
export type QuestionParameters = z.output<typeof questionParametersSchema>;

const filtersOf = (question: QuestionParameters) =>
  (['country', 'type'] as const).filter((name) => question[name] !== '');

/** Returns the query parameter that a field of the question comes from. */
export function parameterForField(field: string, question: QuestionParameters): string {
  const filter = /^question\.filters\[(\d+)\]/.exec(field)?.[1];
  return (filter && filtersOf(question)[Number(filter)]) ?? field.replace(/^question\./, '');
}

/** Converts the parameters to the message of the same question, which each endpoint parses. */
export function toTrendQuestion(question: QuestionParameters): TrendQuestion {
  const filters = filtersOf(question).map((name) => ({ dimension: name, values: question[name].split(',') }));
  return toWireQuestion({ ...question, filters });
}
