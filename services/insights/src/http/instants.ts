import { z } from 'zod';

export const instantSchema = z.string().describe('An instant, as in 2025-03-14T12:00:00.000Z');

export const toInstant = (ms: number): string => new Date(ms).toISOString();
