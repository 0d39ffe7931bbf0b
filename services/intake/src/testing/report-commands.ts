import { readFileSync } from 'node:fs';
import {
  Country,
  DatePrecision,
  Incident,
  IncidentType,
  Layer,
  ShareWith,
} from '@waylight/contracts/incident';
import { openEncryptedSqlite } from '@waylight/testing';
import type { ActivityCommand } from '../report/activity-command-handler.ts';
import type { PreparedReport, ReportCommand } from '../report/report-command.ts';

/** A report in the form that the steps return, for tests of the ledger. */
export function preparedReport(
  over: Partial<Omit<PreparedReport, 'incident'>> & { readonly incident?: Partial<Incident> } = {},
): PreparedReport {
  const { incident, ...rest } = over;
  return {
    layer: Layer.REPORTS,
    incident: Incident.create({
      occurredDay: 20_000,
      datePrecision: DatePrecision.DAY,
      country: Country.MK,
      primaryType: IncidentType.PUSHBACK,
      shareWith: ShareWith.PARTNERS,
      ...incident,
    }),
    occurred: { from: 20_000, to: 20_000 },
    consent: undefined,
    notes: [],
    importId: '',
    ...rest,
  };
}

export function reportCommand(
  reportId: string,
  command: ReportCommand['command'],
  over: Partial<ReportCommand> = {},
): ReportCommand {
  return {
    organisation: 5,
    reportId,
    reference: () => Buffer.from(reportId.padEnd(16, '.').slice(0, 16)),
    command,
    prepared: 'digest' in command ? preparedReport() : undefined,
    validateOnly: false,
    ...over,
  };
}

/** A command of an activity report about 4 October 2024. */
export function activityCommand(
  activityId: string,
  command: { readonly kind: 'submit' } | { readonly kind: 'revise'; readonly base: number } = {
    kind: 'submit',
  },
): ActivityCommand {
  return {
    organisation: 5,
    activityId,
    reference: () => Buffer.from(activityId.padEnd(16, '.').slice(0, 16)),
    notes: [],
    validateOnly: false,
    command: { ...command, digest: JSON.stringify(command) },
    activity: {
      fromDay: 20_000,
      toDay: 20_000,
      country: Country.MK,
      area: 0,
      present: true,
      services: [],
      fieldVisits: 77,
      staffDays: undefined,
      personsMet: undefined,
    },
  };
}

/** Writes a ledger of version 0.4.0, as that version left it. */
export function writeLedgerOfVersion040(file: string): void {
  const database = openEncryptedSqlite(file, LEDGER_KEY);
  database.exec(readFileSync(new URL('./ledger-0.4.0.sql', import.meta.url), 'utf8'));
  database.pragma('user_version = 1');
  database.close();
}

/** Encryption key of test ledgers. */
export const LEDGER_KEY = new Uint8Array(32).fill(7);
