import { readFileSync } from 'node:fs';

/** The plain name of something made, and who makes it. */
export interface Good {
  name: string;
  /** Code of a capability node. */
  code: string;
  /** An everyday word as well ("handles", "screens"): it names the good only where a text says nothing else. */
  isCommon: boolean;
  /** Its other number is another word: "coats" and "tights" are worn, "coat" and "tight" are not. */
  isAsWritten: boolean;
}

/**
 * Reads the table of goods: on each line the code of a node and, after "=", what its makers make, parted by semicolons; "?"
 * before a name marks a common word, "=" one that is read as written alone. A node may have several lines; `#` starts a note.
 * @throws {Error} naming the line that cannot be read, or a good listed twice.
 */
export const parseGoods = (text: string): Good[] => {
  const goods = new Map<string, Good>();
  text.split('\n').forEach((line, at) => {
    if (!line.trim() || line.startsWith('#')) return;
    const [, code, names] = /^([a-z0-9-]+) = (.+)$/.exec(line) ?? [];
    if (!code || !names) throw new Error(`goods line ${at + 1} cannot be read: ${line}`);
    for (const part of names.split(';').map((name) => name.trim())) {
      const isCommon = part.startsWith('?');
      const isAsWritten = part.startsWith('=');
      const name = isCommon || isAsWritten ? part.slice(1) : part;
      if (!name) throw new Error(`goods line ${at + 1} holds an empty name: ${line}`);
      const known = goods.get(name);
      if (known) throw new Error(`goods line ${at + 1}: "${name}" is listed for ${known.code} already`);
      goods.set(name, { name, code, isCommon, isAsWritten });
    }
  });
  return [...goods.values()];
};

/** The table shipped with the product. */
export const shippedGoods = (): Good[] =>
  parseGoods(readFileSync(new URL('./data/goods.txt', import.meta.url), 'utf8'));
