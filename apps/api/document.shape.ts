import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/**
 * Fields that stand beside another of the same name in the answer, and fragments. Whether such fields can be merged is
 * checked by comparing each with each: a document of a few thousand takes half a second to find valid, before anything
 * is weighed. Clients that put fragments together repeat a few.
 */
export const shapeLimits = { repeats: 50, fragments: 50 } as const;

/** Refuses documents that would be costly to validate, before the rules of GraphQL look at them. */
export function shapeRule(context: ValidationContext): ASTVisitor {
  return {
    Document: (document) => {
      const refusal = misshapen(document);
      if (!refusal) return undefined;
      context.reportError(refusal);
      // Nothing is left for the other rules to go through.
      return { ...document, definitions: [] };
    },
  };
}

/** The refusal of a document that would be costly to validate; undefined for any other. */
export function misshapen(document: DocumentNode): GraphQLError | undefined {
  const excess = excessOf(document);
  return excess === undefined
    ? undefined
    : new GraphQLError(`The document asks for too much: ${excess}.`, { extensions: { code: 'TOO_COSTLY' } });
}

function excessOf(document: DocumentNode): string | undefined {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  if (fragments > shapeLimits.fragments) {
    return `it has ${fragments} fragments, and ${shapeLimits.fragments} are allowed`;
  }
  const repeats = repeatsIn(document);
  return repeats > shapeLimits.repeats
    ? `it names ${repeats} fields more than once in one place, and ${shapeLimits.repeats} are allowed; ask for each once`
    : undefined;
}

function repeatsIn({ definitions }: DocumentNode): number {
  let repeats = 0;
  const waiting: SelectionSetNode[] = definitions.flatMap((definition) =>
    'selectionSet' in definition ? [definition.selectionSet] : [],
  );
  for (let set = waiting.pop(); set; set = waiting.pop()) {
    const names = new Set<string>();
    let fields = 0;
    // What stands in inline fragments stands beside the rest.
    const parts: SelectionSetNode[] = [set];
    for (let part = parts.pop(); part; part = parts.pop()) {
      for (const selection of part.selections) {
        if (selection.kind === Kind.INLINE_FRAGMENT) parts.push(selection.selectionSet);
        if (selection.kind !== Kind.FIELD) continue;
        fields += 1;
        names.add(selection.alias?.value ?? selection.name.value);
        if (selection.selectionSet) waiting.push(selection.selectionSet);
      }
    }
    repeats += fields - names.size;
  }
  return repeats;
}
