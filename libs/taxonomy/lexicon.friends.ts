import { readFileSync } from 'node:fs';

/** What a word for working means where what it is done to is a thing of some branches. */
interface WorkRow {
  phrases: readonly string[];
  /** Codes of nodes, with all below them. */
  branches: readonly string[];
  /** Null for that of the thing: its makers do it anyway. */
  code: string | null;
}

/** The rows of the false-friends file. */
export interface FalseFriends {
  /** Phrases that are never a capability. */
  phrases: readonly string[];
  /** Phrases that say little in running prose. */
  weak: readonly string[];
  rules: readonly {
    phrases: readonly string[];
    near: readonly string[];
    unless: readonly string[];
    code: string | null;
    required: boolean;
  }[];
  works: readonly WorkRow[];
  /** Names of services whose participles before a thing say how that is made: "insulated boxes". */
  attributes: readonly string[];
}

const list = (text = ''): string[] =>
  text
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);
const wordsOf = (text = ''): string[] => text.split(/\s+/).filter(Boolean);

/**
 * Reads the false-friends file: `phrase`, `weak`, `need`, `context`, `work` and `attribute` lines.
 * @throws {Error} naming the line that cannot be read.
 */
export const parseFalseFriends = (text: string): FalseFriends => {
  const phrases: string[] = [];
  const weak: string[] = [];
  const rules: FalseFriends['rules'][number][] = [];
  const works: WorkRow[] = [];
  const attributes: string[] = [];
  text.split('\n').forEach((line, at) => {
    if (!line.trim() || line.startsWith('#')) return;
    const [, keyword = '', rest = ''] = /^(\w+) (.*)$/.exec(line) ?? [];
    const parts = rest.split('|').map((part) => part.trim());
    switch (keyword) {
      case 'phrase':
        phrases.push(...list(rest));
        break;
      case 'weak':
        weak.push(...list(rest));
        break;
      case 'need':
        rules.push({
          phrases: list(parts[0]),
          near: wordsOf(parts[1]),
          unless: [],
          code: null,
          required: true,
        });
        break;
      case 'context':
        rules.push({
          phrases: list(parts[0]),
          near: wordsOf(parts[1]),
          unless: wordsOf(parts[2]),
          code: parts[3] === 'none' ? null : parts[3]!,
          required: false,
        });
        break;
      case 'work':
        works.push({
          phrases: list(parts[0]),
          branches: wordsOf(parts[1]),
          code: parts[2] === 'same' ? null : parts[2]!,
        });
        break;
      case 'attribute':
        attributes.push(...list(rest));
        break;
      default:
        throw new Error(`false-friends line ${at + 1} cannot be read: ${line}`);
    }
  });
  return { phrases, weak, rules, works, attributes };
};

const read = (name: string): string => readFileSync(new URL(`./data/${name}`, import.meta.url), 'utf8');

/** The rows shipped with the product. */
export const shippedFalseFriends = (): FalseFriends => parseFalseFriends(read('false-friends.txt'));

/** English words that lie one or two letters from a trade word and must not be corrected to it. */
export const shippedKnownWords = (): string[] =>
  read('lexicon-known-words.txt')
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join(' ')
    .split(/\s+/)
    .filter(Boolean);
