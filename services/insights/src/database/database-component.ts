import type { Component } from '@waylight/service-kit';
import { InsightsDatabaseError } from './database-error.ts';
import { type Database, openDatabase } from './open-database.ts';

/** A record that has a connection of its own to the file of insights for as long as the service runs. */
export function createDatabaseComponent<Open>(
  name: string,
  file: string,
  open: (database: Database) => Open,
): Component & { readonly use: () => Open } {
  let current: Open | undefined;
  return {
    name,
    start: async () => {
      const database = openDatabase(file);
      current = open(database);
      return {
        stop: async () => {
          current = undefined;
          database.close();
        },
      };
    },
    use: () => {
      if (current === undefined) throw new InsightsDatabaseError('unavailable', 'the database is not open');
      return current;
    },
  };
}
