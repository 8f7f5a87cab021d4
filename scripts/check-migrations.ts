import { explainMigration, parseSchemaChanges } from './schema-changes.ts';

/** Fails if no migration creates what src/db/tables declares: a column, an index, a check, a foreign key. */
const changes = parseSchemaChanges(await explainMigration());
if (changes.length > 0) {
  console.error(`src/db/tables differs from the migrations in src/db/migrations: ${changes.join(', ')}.`);
  console.error('Run "npm run db:generate -- --name <what_changes>", and commit the new migration.');
  process.exitCode = 1;
}
