import type { DocumentNode } from 'graphql';

/**
 * Characters of all documents kept together. Parsed, a document holds some 60 bytes for each of its characters (nodes,
 * places and tokens): this many are about 15 MB. All that the portal asks are a fifth of it.
 */
const MOST_CHARACTERS = 250_000;

/**
 * Documents parsed and found valid, for when they are sent again; those asked for least lately make room. Apollo's own
 * store counts what they would be as JSON, which is a small part of what they hold.
 */
export class DocumentStore {
  private readonly kept = new Map<string, DocumentNode>();
  private characters = 0;

  constructor(private readonly most = MOST_CHARACTERS) {}

  get(key: string): Promise<DocumentNode | undefined> {
    const document = this.kept.get(key);
    if (document) {
      this.kept.delete(key);
      this.kept.set(key, document);
    }
    return Promise.resolve(document);
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.remove(key);
    this.kept.set(key, document);
    this.characters += lengthOf(document);
    for (const oldest of this.kept.keys()) {
      if (this.characters <= this.most) break;
      this.remove(oldest);
    }
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.remove(key));
  }

  private remove(key: string): boolean {
    const document = this.kept.get(key);
    if (!document) return false;
    this.characters -= lengthOf(document);
    return this.kept.delete(key);
  }
}

const lengthOf = ({ loc }: DocumentNode): number => loc?.source.body.length ?? 0;
