/**
 * What the guide writes for values that differ each time: `org_…buyer` is one id wherever it stands. Filled in from
 * answers as they come, and put in place of the guide's words in what is sent next.
 */
export class GuideAnswers {
  private readonly known = new Map<string, string>();

  constructor(private readonly addresses: Readonly<Record<string, string>>) {}

  /** Text of the guide with the values of this run. */
  fill(text: string): string {
    const filled = [...this.known].reduce((part, [word, value]) => part.replaceAll(word, value), text);
    return Object.entries(this.addresses).reduce((part, [ours, real]) => part.replaceAll(ours, real), filled);
  }

  /**
   * Where an answer is not as the guide says: the same fields, values of the same sorts, the same words where they are
   * codes or were sent. Lists may be longer than the guide shows. Empty when all is well.
   */
  differences(expected: unknown, actual: unknown, sent: string, path = ''): string[] {
    const here = [
      `${path || 'the answer'}: ${JSON.stringify(expected)} in the guide, ${JSON.stringify(actual)} in truth`,
    ];
    if (Array.isArray(expected)) {
      if (!Array.isArray(actual) || actual.length < expected.length) return here;
      if (actual.length > expected.length && (expected.length === 0 || exact.test(path))) return here;
      return expected.flatMap((each, at) => this.differences(each, actual[at], sent, `${path}[]`));
    }
    if (isObject(expected)) {
      if (!isObject(actual) || String(Object.keys(expected).sort()) !== String(Object.keys(actual).sort()))
        return here;
      return Object.entries(expected).flatMap(([key, each]) =>
        this.differences(each, actual[key], sent, `${path}.${key}`),
      );
    }
    if (typeof expected !== typeof actual || (expected === null) !== (actual === null)) return here;
    return typeof expected !== 'string' || this.sameText(expected, actual as string, sent, path) ? [] : here;
  }

  private sameText(expected: string, actual: string, sent: string, path: string): boolean {
    const [, start] = /^(.*)…\w+$/.exec(expected) ?? [];
    if (start === undefined) {
      const said = exact.test(path) || sent.includes(JSON.stringify(expected));
      return said ? expected === actual : actual !== '';
    }
    if (!actual.startsWith(this.fill(start))) return false;
    const before = this.known.get(expected);
    if (before === undefined) this.known.set(expected, actual);
    return (before ?? actual) === actual;
  }
}

/** Codes, states and the like: words that programs compare. */
const exact = /\.(?:code|state|role|awaiting|kind|steps|path|errors)(?:\[\])*$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
