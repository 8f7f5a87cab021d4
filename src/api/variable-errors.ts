import { type DocumentNode, type ExecutionResult, GraphQLError, Kind, type ValueNode, visit } from 'graphql';

/**
 * Adds `extensions.field`, the path of the value among the arguments, to errors of variables: graphql-js names only the
 * variable, and only in the message.
 */
export function locateVariableErrors<R extends ExecutionResult>(result: R, document: DocumentNode): R {
  if (!result.errors || result.data != null) return result;
  return { ...result, errors: result.errors.map((error) => locateVariableError(error, document)) };
}

function locateVariableError(error: GraphQLError, document: DocumentNode): GraphQLError {
  const [, name, path = ''] = /^Variable "\$(\w+)" has invalid value(?: at (\S+))?: /.exec(error.message) ?? [];
  const argument = name !== undefined && findArgument(document, name);
  if (!argument) return error;
  const field = argument + path.replaceAll(/\[(\d+)\]/g, '.$1');
  const { message, nodes, source, positions, originalError, extensions } = error;
  return new GraphQLError(message, {
    nodes: nodes ?? null,
    source: source ?? null,
    positions: positions ?? null,
    originalError: originalError ?? null,
    extensions: { ...extensions, field },
  });
}

/** Returns the path of the first argument that contains a variable: `filter.host` for `filter: { host: $host }`. */
function findArgument(document: DocumentNode, name: string): string | undefined {
  let path: string | undefined;
  visit(document, {
    [Kind.ARGUMENT](node) {
      const rest = findVariable(node.value, name);
      if (rest !== undefined) path ??= [node.name.value, ...rest].join('.');
    },
  });
  return path;
}

function findVariable(value: ValueNode, name: string): string[] | undefined {
  if (value.kind === Kind.VARIABLE) return value.name.value === name ? [] : undefined;
  const parts =
    value.kind === Kind.OBJECT
      ? value.fields.map((field) => [field.name.value, field.value] as const)
      : value.kind === Kind.LIST
        ? value.values.map((item, index) => [String(index), item] as const)
        : [];
  for (const [key, part] of parts) {
    const rest = findVariable(part, name);
    if (rest) return [key, ...rest];
  }
  return undefined;
}
