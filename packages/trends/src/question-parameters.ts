import { TrendQuestion } from '@waylight/contracts/trends';
import { z } from 'zod';
import { DIMENSION_NAMES, LAYER_NAMES, PERIOD_NAMES, UNIT_NAMES } from './names.ts';

const keys = <Name extends string>(names: Readonly<Record<Name, number>>) =>
  Object.keys(names) as [Name, ...Name[]];

const dimension = z.enum(keys(DIMENSION_NAMES));

/** What a question looks like in an address, at every door over HTTP; also what their OpenAPI documents say. */
export const questionParametersSchema = z.object({
  layer: z.enum(keys(LAYER_NAMES)).describe('Whose numbers: the organisations’ reports or the public record'),
  unit: z
    .enum(keys(UNIT_NAMES))
    .default('incidents')
    .describe('What is counted; units are never added together'),
  by: z
    .string()
    .default('')
    .transform((text) => (text === '' ? [] : text.split(',')))
    .pipe(z.array(dimension).max(6))
    .describe(`Dimensions, separated by commas: ${keys(DIMENSION_NAMES).join(', ')}`),
  period: z.enum(keys(PERIOD_NAMES)).default('month').describe('Length of the periods'),
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

/** The parameter of an address that a field of the question was made of. */
export function parameterForField(field: string, question: QuestionParameters): string {
  const filter = /^question\.filters\[(\d+)\]/.exec(field)?.[1];
  return (filter && filtersOf(question)[Number(filter)]) ?? field.replace(/^question\./, '');
}

export function toTrendQuestion(question: QuestionParameters): TrendQuestion {
  const filters = filtersOf(question);
  return TrendQuestion.fromPartial({
    layer: LAYER_NAMES[question.layer],
    unit: UNIT_NAMES[question.unit],
    by: question.by.map((name) => DIMENSION_NAMES[name]),
    period: PERIOD_NAMES[question.period],
    from: question.from,
    to: question.to,
    filters: filters.map((name) => ({ dimension: DIMENSION_NAMES[name], values: question[name].split(',') })),
  });
}
