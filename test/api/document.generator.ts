import {
  getNamedType,
  getNullableType,
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';

/** One request to /graphql: valid, mutated, or meant to hurt. */
export interface Attempt {
  sort: 'valid' | 'mutated' | 'hostile';
  body: string;
  contentType: string;
}

const DEEPEST = 5;
const words = [
  'CNC turning',
  '5 axis titanium AS9100 within 45 minutes of Derby',
  'DE24 8SE',
  '2026-11-28',
  '',
  '\u0000',
  '𝕊𝕦𝕡𝕡𝕝𝕚𝕖𝕣 \u202e',
  "'; DROP TABLE people; --",
  '<script>alert(1)</script>',
  '{{constructor.constructor("return 1")()}}',
  '%s%n%x',
  '../../../etc/passwd',
  '1e999',
  'x'.repeat(3_000),
];
const numbers = [0, 1, 2, 3, 20, 100, 101, -1, 2_147_483_647, -2_147_483_648];

/** Documents over a schema, the same ones for the same seed. */
export class DocumentGenerator {
  private state: number;

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly ids: readonly string[],
    seed: number,
  ) {
    this.state = seed >>> 0;
  }

  next(): Attempt {
    const draw = this.number();
    if (draw < 0.5) return this.attempt('valid', this.document());
    return draw < 0.8 ? this.attempt('mutated', this.mutated(this.document())) : this.hostile();
  }

  private attempt(sort: Attempt['sort'], query: unknown, more: object = {}): Attempt {
    return { sort, body: JSON.stringify({ query, ...more }), contentType: 'application/json' };
  }

  private document(): string {
    const [kind, root] = this.chance(0.75)
      ? (['query', this.schema.getQueryType()!] as const)
      : (['mutation', this.schema.getMutationType()!] as const);
    const fields = Object.values(root.getFields());
    const calls = Array.from({ length: this.chance(0.8) ? 1 : 3 }, (_, at) => {
      const field = this.pick(fields);
      return `a${at}: ${field.name}${this.given(field.args)}${this.selection(field.type, DEEPEST)}`;
    });
    return `${kind} { ${calls.join(' ')} }`;
  }

  private selection(type: unknown, depth: number): string {
    const named = getNamedType(type as GraphQLNamedType);
    if (isLeafType(named)) return '';
    if (!isObjectType(named) || depth === 0) return ' { __typename }';
    const fields = Object.values((named as GraphQLObjectType).getFields()).filter(
      (field) => depth > 1 || isLeafType(getNamedType(field.type)),
    );
    const chosen = fields.filter(() => this.chance(Math.min(0.6, 8 / fields.length)));
    const parts = chosen.map(
      (field) => `${field.name}${this.given(field.args)}${this.selection(field.type, depth - 1)}`,
    );
    return ` { __typename ${parts.join(' ')} }`;
  }

  private given(args: readonly GraphQLArgument[]): string {
    const chosen = args.filter((arg) => isRequiredArgument(arg) || this.chance(0.3));
    if (chosen.length === 0) return '';
    return `(${chosen.map((arg) => `${arg.name}: ${this.value(arg.type, 4)}`).join(', ')})`;
  }

  private value(type: GraphQLInputType, depth: number): string {
    if (!isNonNullType(type) && this.chance(0.1)) return 'null';
    const inner = getNullableType(type);
    if (isListType(inner)) {
      const length = depth === 0 ? 0 : this.chance(0.9) ? 2 : 40;
      return `[${Array.from({ length }, () => this.value(inner.ofType, depth - 1)).join(', ')}]`;
    }
    if (isEnumType(inner)) return this.pick(inner.getValues()).name;
    if (isInputObjectType(inner)) {
      const fields = Object.values(inner.getFields()).filter(
        (field) => isNonNullType(field.type) || (depth > 0 && this.chance(0.4)),
      );
      return `{ ${fields.map((field) => `${field.name}: ${this.value(field.type, depth - 1)}`).join(', ')} }`;
    }
    switch (inner.toString()) {
      case 'Int':
        return String(this.pick(numbers));
      case 'Float':
        return this.pick(['0', '-1', '1e308', '12.5', '4400000', '9007199254740993']);
      case 'Boolean':
        return this.chance(0.5) ? 'true' : 'false';
      case 'ID':
        return JSON.stringify(this.chance(0.85) ? this.pick(this.ids) : this.pick(words));
      default:
        return JSON.stringify(this.pick(words));
    }
  }

  /** A document with a few characters lost, doubled, swapped or replaced. */
  private mutated(text: string): string {
    let changed = text;
    for (let times = 1 + this.below(4); times > 0; times--) {
      const at = this.below(changed.length);
      const length = 1 + this.below(6);
      const [head, part, tail] = [
        changed.slice(0, at),
        changed.slice(at, at + length),
        changed.slice(at + length),
      ];
      changed = this.pick([
        head + tail,
        head + part + part + tail,
        head +
          this.pick(['{', '}', '(', ')', '"', '"""', '...', '$', '@', ':', '\u0000', '!', '[', '#']) +
          tail,
        head + [...part].reverse().join('') + tail,
        head +
          this.pick(['on', 'fragment', 'null', '__proto__', 'constructor', 'toString', '@skip(if: 1)']) +
          tail,
      ]);
    }
    return changed;
  }

  private hostile(): Attempt {
    const many = (length: number, make: (at: number) => string): string =>
      Array.from({ length }, (_, at) => make(at)).join(' ');
    const plain = (body: string, contentType = 'application/json'): Attempt => ({
      sort: 'hostile',
      body,
      contentType,
    });
    const nested = '{"a":'.repeat(500) + '1' + '}'.repeat(500);
    const makers: (() => Attempt)[] = [
      () => this.attempt('hostile', `{ ${many(300, (at) => `a${at}: searchSuppliers { totalCount }`)} }`),
      () =>
        this.attempt(
          'hostile',
          `{ ${'clusterBodies { digests { cluster { '.repeat(9)}id${' } } }'.repeat(9)} }`,
        ),
      () =>
        this.attempt('hostile', `query { ...f } fragment f on Query { ...g } fragment g on Query { ...f }`),
      () =>
        this.attempt(
          'hostile',
          `query { ...f0 } ${many(25, (at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`)} fragment f25 on Query { sectors { code } }`,
        ),
      () => this.attempt('hostile', `{ ${'__typename '.repeat(6_000)} }`),
      () => this.attempt('hostile', `{ sectors ${'@skip(if: false) '.repeat(500)} { code } }`),
      () =>
        this.attempt('hostile', `query (${many(400, (at) => `$v${at}: [[[Int!]!]!]`)}) { sectors { code } }`),
      () =>
        this.attempt('hostile', '{ __schema { types { fields { type { fields { type { name } } } } } } }'),
      () =>
        this.attempt('hostile', `{ ${this.pick(['__proto__', 'constructor', 'hasOwnProperty'])} { name } }`),
      () => this.attempt('hostile', this.pick([null, 1, [], {}, true, ['{ me { id } }']])),
      () =>
        this.attempt('hostile', 'query ($f: SupplierFilter) { searchSuppliers(filter: $f) { totalCount } }', {
          variables: JSON.parse('{"f":{"__proto__":{"x":1},"constructor":{},"regions":"x"}}') as object,
        }),
      () =>
        this.attempt('hostile', 'query ($q: String) { searchSuppliers(query: $q) { totalCount } }', {
          variables: { q: this.pick(words).repeat(50) },
        }),
      () => this.attempt('hostile', '{ me { id } }', { operationName: this.pick(['x', '__proto__', 1, {}]) }),
      () =>
        this.attempt('hostile', '{ me { id } }', {
          extensions: { persistedQuery: { version: this.pick([1, 2, 'x']), sha256Hash: 'a' } },
        }),
      () => plain(nested),
      () => plain(`{"query": "{ me { id } }", "variables": ${'['.repeat(2_000)}${']'.repeat(2_000)}}`),
      () => plain('{"query": "\\ud800"}'),
      () => plain('not json'),
      () => plain(''),
      () => plain('[{"query": "{ me { id } }"}, {"query": "{ me { id } }"}]'),
      () =>
        plain(
          '{"query":"{ me { id } }"}',
          this.pick(['text/plain', 'application/x-www-form-urlencoded', 'x', '']),
        ),
      () => plain(`{"query":"{ me { id } }","x":"${'y'.repeat(300_000)}"}`),
    ];
    return this.pick(makers)();
  }

  /** Mulberry32: small, and the same everywhere. */
  private number(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  private below = (limit: number): number => Math.floor(this.number() * limit);
  private chance = (share: number): boolean => this.number() < share;
  private pick = <Value>(values: readonly Value[]): Value => values[this.below(values.length)]!;
}
