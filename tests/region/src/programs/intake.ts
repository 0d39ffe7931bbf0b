/**
 * The unchanged node with named steps: its wrapped dependencies report when a report passes. Fault runs start it in place
 * of the service's main.
 */
import process from 'node:process';
import { type Appender, type EventLog, openEventLog } from '@waylight/event-log';
import { createIntakeService, intakeConfig } from '@waylight/intake';
import { createLogger, createMetrics, type Metrics, runMain } from '@waylight/service-kit';
import Sqlite from 'better-sqlite3-multiple-ciphers';
import { createPlantedDefect } from './planted-defect.ts';
import type { IntakeStep } from './step-names.ts';
import { createSteps } from './steps.ts';

const steps = createSteps();
const reach = (step: IntakeStep) => steps.reach(step);
const plantedDefect = createPlantedDefect(process.env.WAYLIGHT_FAULTS_BREAK);
/** True from an append until the transaction that marks its records ends. The node does nothing else in between. */
let marking = false;
/** Delay of the last step, because a response may be sent shortly after it was counted. */
const ANSWER_MS = 3;

const exec = Sqlite.prototype.exec;
Sqlite.prototype.exec = function withSteps(this: Sqlite, sql: string) {
  if (sql !== 'COMMIT') return exec.call(this, sql);
  reach(marking ? 'before the mark is committed' : 'before the ledger commits a write');
  plantedDefect.commit(this, () => exec.call(this, sql));
  reach(
    marking ? 'after the mark is committed' : 'after the ledger commits a write, before it is on the disk',
  );
  marking = false;
  return this;
};

const config = intakeConfig();
const log = createLogger({ service: 'intake', level: config.logLevel });

await runMain(async () => {
  const eventLog = await openEventLog(
    { ...config, eventLogFile: config.eventLogFile },
    { service: 'INTAKE', clientId: `waylight-intake-${config.country}`, log },
  );
  const service = await createIntakeService(config, {
    log,
    eventLog: logWithSteps(eventLog),
    metrics: metricsWithSteps(createMetrics({ service: 'intake' })),
  });
  return {
    start: service.start,
    stop: async () => {
      await service.stop();
      await eventLog.close();
    },
  };
});

function logWithSteps(eventLog: EventLog): EventLog {
  return {
    ...eventLog,
    createAppender: () => {
      const appender = eventLog.createAppender();
      const appendAll: Appender['appendAll'] = async (sends, options) => {
        reach('before the append');
        const positions = await appender.appendAll(sends, options);
        reach('after the append, before it is marked');
        marking = true;
        return positions;
      };
      return { ...appender, appendAll };
    },
    readFrom: (id, from, options) => batchesWithSteps(eventLog.readFrom(id, from, options)),
  };
}

async function* batchesWithSteps(
  batches: ReturnType<EventLog['readFrom']>,
): ReturnType<EventLog['readFrom']> {
  for await (const batch of batches) {
    reach('before progress is applied');
    yield batch;
    reach('after progress is applied');
  }
}

function metricsWithSteps(metrics: Metrics): Metrics {
  return {
    ...metrics,
    counter: (spec) => {
      const counter = metrics.counter(spec);
      if (spec.name !== 'waylight_intake_operations_total') return counter;
      return {
        add: (count, ...labels) => {
          counter.add(count, ...labels);
          reach('after the write is on the disk, before the answer');
          setTimeout(() => reach('after the answer to the sender'), ANSWER_MS);
        },
      };
    },
  };
}
