import { explainMigration, parseSchemaChanges } from './schema-changes.ts';

/** Fails if a column, index, check or foreign key declared in src/db/tables has no migration. */
const changes = parseSchemaChanges(await explainMigration());
if (changes.length > 0) {
  console.error(`src/db/tables differs from the migrations in src/db/migrations: ${changes.join(', ')}.`);
  console.error('Run "npm run db:generate -- --name <what_changes>", and commit the new migration.');
  process.exitCode = 1;
}
