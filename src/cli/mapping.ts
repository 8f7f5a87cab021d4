import { existsSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { type TableNoun, tableNouns } from '../ingest/table/table-nouns.ts';
import { UsageError } from '../server/settings.ts';
import { assertNewFile } from './assert-new-file.ts';
import { createChoiceOption } from './choices.ts';
import { formatTable, print, printJson } from './output.ts';

export function addMappingCommand(program: Command): void {
  const group = program
    .command('mapping')
    .description('Propose and list mappings, which describe how to import a table.')
    .usage('<new|list> [options]')
    .helpCommand(false)
    .addHelpText('after', '\nExample:\n  chancery mapping new visits.csv --noun visit --out visits.yaml');
  addNewCommand(group);
  addListCommand(group);
  // Applies to the group alone: its commands have already copied the program's handler.
  group.exitOverride((error) => {
    throw error.code === 'commander.unknownCommand' ? new UsageError('Commands of mapping: new, list.') : error;
  });
}

interface NewFlags {
  noun?: TableNoun | 'flow';
  out?: string;
}

function addNewCommand(group: Command): void {
  group
    .command('new')
    .description(
      'Propose a mapping from the header and the values of a table. Comments mark what a person must decide.',
    )
    .argument('<file>', 'Table: CSV, Excel workbook, JSON or JSON Lines.')
    .addOption(
      createChoiceOption('--noun <noun>', 'What each row becomes. Guessed by default.', [...tableNouns, 'flow']),
    )
    .option('--out <file>', 'Write the mapping to a new file instead of printing it.')
    .addHelpText('after', '\nExample:\n  chancery mapping new visits.csv --noun visit --out visits.yaml')
    .action(async (file: string, { noun, out }: NewFlags) => {
      if (!existsSync(file)) throw new UsageError(`There is no file ${resolve(file)}.`);
      if (out !== undefined) assertNewFile(resolve(out));
      const { proposeMapping } = await import('../ingest/table/propose-mapping.ts');
      const mapping = await proposeMapping(file, noun);
      if (out === undefined) return print(mapping.trimEnd());
      writeFileSync(out, mapping, { flag: 'wx' });
      print(`Wrote ${out}`);
    });
}

function addListCommand(group: Command): void {
  group
    .command('list')
    .description('List the shipped mappings, which "import table" and "import flows" take by name.')
    .option('--json', 'Print one JSON document.')
    .action(async ({ json }: { json?: boolean }) => {
      const { listShippedMappings } = await import('../ingest/table/list-mappings.ts');
      const mappings = listShippedMappings();
      if (json) return printJson(mappings);
      print(
        formatTable([
          ['name', 'each row becomes', 'table'],
          ...mappings.map(({ name, noun, title }) => [name, noun, title]),
        ]),
      );
    });
}
