import type { z } from 'zod';
import { findNearestName } from '../model/find-nearest-name.ts';
import { formatIssues } from '../model/validation-messages.ts';
import type { GraphqlClient } from './graphql-client.ts';
import type { Permalinks } from './permalinks.ts';
import { toolError } from './tool-error.ts';

interface ToolContext {
  client: GraphqlClient;
  permalinks: Permalinks;
  /** Whether the call has a token: only then may it write. */
  canWrite: boolean;
}

interface ToolDefinition<Input extends z.ZodObject, Output extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  input: Input;
  output: Output;
  /** Whether the tool can write for holders of a token. */
  writes?: boolean;
  run(args: z.output<Input>, context: ToolContext): Promise<z.output<Output>>;
  /** Renders the result as text, for clients and models that do not read structured content. */
  render(result: z.output<Output>): string;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  readonly writes: boolean;
  /** Validates the arguments and runs the tool. Throws a ToolError if an argument is invalid. */
  call(args: unknown, context: ToolContext): Promise<{ structuredContent: Record<string, unknown>; text: string }>;
}

export const defineTool = <Input extends z.ZodObject, Output extends z.ZodObject>({
  run,
  render,
  writes = false,
  ...definition
}: ToolDefinition<Input, Output>): Tool => ({
  ...definition,
  writes,
  async call(args, context) {
    const result = await run(parseArguments(definition.name, definition.input, args), context);
    return { structuredContent: result, text: render(result) };
  },
});

/** Null arguments count as absent, as in the API. */
function parseArguments<Input extends z.ZodObject>(tool: string, schema: Input, args: unknown): z.output<Input> {
  const given = Object.fromEntries(Object.entries(args ?? {}).filter(([, value]) => value !== null));
  const unknown = Object.keys(given).find((name) => !Object.hasOwn(schema.shape, name));
  if (unknown !== undefined) throw unknownArgumentError(tool, unknown, Object.keys(schema.shape));
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const field = parsed.error.issues[0]?.path.join('.');
  throw toolError('BAD_INPUT', formatIssues(parsed.error.issues, given), field || undefined);
}

function unknownArgumentError(tool: string, name: string, known: readonly string[]) {
  const preview = name.length > 60 ? `${name.slice(0, 60)}…` : name;
  const nearest = findNearestName(name, known);
  const hint = nearest === undefined ? `Its arguments are ${known.join(', ')}.` : `Did you mean "${nearest}"?`;
  return toolError('BAD_INPUT', `The tool "${tool}" has no argument ${JSON.stringify(preview)}. ${hint}`, preview);
}
