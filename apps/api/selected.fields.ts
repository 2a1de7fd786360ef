import { type FragmentDefinitionNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

type Fragments = Readonly<Record<string, FragmentDefinitionNode>>;

/** Answers by selection and path: a compiled document comes again and again. */
const known = new WeakMap<SelectionSetNode, Map<string, boolean>>();

/** Whether the document asks for a field below the one being resolved, such as `['edges', 'node']`. */
export function asksFor({ fieldNodes, fragments }: GraphQLResolveInfo, path: readonly string[]): boolean {
  return fieldNodes.some(({ selectionSet }) => selectionSet && selects(selectionSet, path, fragments));
}

function selects(set: SelectionSetNode, path: readonly string[], fragments: Fragments): boolean {
  const key = path.join('.');
  let answers = known.get(set);
  if (!answers) known.set(set, (answers = new Map<string, boolean>()));
  let answer = answers.get(key);
  if (answer === undefined) answers.set(key, (answer = look(set, path, fragments)));
  return answer;
}

function look(set: SelectionSetNode, [name, ...below]: readonly string[], fragments: Fragments): boolean {
  return set.selections.some((selection) => {
    switch (selection.kind) {
      case Kind.FIELD:
        if (selection.name.value !== name) return false;
        return (
          below.length === 0 ||
          (selection.selectionSet !== undefined && selects(selection.selectionSet, below, fragments))
        );
      case Kind.INLINE_FRAGMENT:
        return selects(selection.selectionSet, [name!, ...below], fragments);
      case Kind.FRAGMENT_SPREAD:
        return selects(fragments[selection.name.value]!.selectionSet, [name!, ...below], fragments);
    }
  });
}

const knownLeaves = new WeakMap<SelectionSetNode, Map<string, readonly string[]>>();

/**
 * Whether the document asks for nothing but these below a path from the field being resolved. What stands deeper is named
 * by its path, such as `site.postcode`.
 */
export function asksAtMostFor(
  { fieldNodes, fragments }: GraphQLResolveInfo,
  path: readonly string[],
  names: ReadonlySet<string>,
): boolean {
  return fieldNodes.every(
    ({ selectionSet }) =>
      !selectionSet ||
      leavesBelow(selectionSet, path, fragments).every(
        (name) => names.has(name) || /\b__typename$/.test(name),
      ),
  );
}

function leavesBelow(
  set: SelectionSetNode,
  path: readonly string[],
  fragments: Fragments,
): readonly string[] {
  const key = path.join('.');
  let answers = knownLeaves.get(set);
  if (!answers) knownLeaves.set(set, (answers = new Map<string, readonly string[]>()));
  let answer = answers.get(key);
  if (!answer) answers.set(key, (answer = gatherLeaves(set, path, fragments)));
  return answer;
}

function gatherLeaves(set: SelectionSetNode, path: readonly string[], fragments: Fragments): string[] {
  const [wanted, ...below] = path;
  return set.selections.flatMap((selection): readonly string[] => {
    switch (selection.kind) {
      case Kind.FIELD: {
        const { name, selectionSet } = selection;
        if (wanted !== undefined) {
          return name.value === wanted && selectionSet ? leavesBelow(selectionSet, below, fragments) : [];
        }
        if (!selectionSet) return [name.value];
        return leavesBelow(selectionSet, [], fragments).map((leaf) => `${name.value}.${leaf}`);
      }
      case Kind.INLINE_FRAGMENT:
        return leavesBelow(selection.selectionSet, path, fragments);
      case Kind.FRAGMENT_SPREAD:
        return leavesBelow(fragments[selection.name.value]!.selectionSet, path, fragments);
    }
  });
}
