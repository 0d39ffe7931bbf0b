import { runMain } from '@waylight/service-kit';
import { intakeConfig } from './config.ts';
import { createIntakeService } from './service.ts';

await runMain(() => createIntakeService(intakeConfig(), { processMetrics: true }));
