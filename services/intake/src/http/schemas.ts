import { answerSchema } from '@waylight/trends';
import { z } from 'zod';

/** As insights answers /v1/trends, and whose numbers they are: a browser may hold certificates of several. */
export const ownAnswerSchema = z
  .object({ organisation: z.string().describe('Whose numbers: the organisation of the certificate') })
  .extend(answerSchema.shape);
