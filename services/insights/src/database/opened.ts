import type { Component } from '@waylight/service-kit';
import { InsightsDatabaseError } from './database-error.ts';
import { type Database, openDatabase } from './open-database.ts';

/** A record that has a connection of its own to the file of insights for as long as the service runs. */
export function openedRecord<Open>(
  name: string,
  file: string,
  open: (database: Database) => Open,
): Component & { readonly use: () => Open } {
  let opened: Open | undefined;
  return {
    name,
    start: async () => {
      const database = openDatabase(file);
      opened = open(database);
      return {
        stop: async () => {
          opened = undefined;
          database.close();
        },
      };
    },
    use: () => {
      if (opened === undefined) throw new InsightsDatabaseError('unavailable', 'the database is not open');
      return opened;
    },
  };
}
