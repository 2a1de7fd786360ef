import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

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
  private readonly kept: LRUCache<string, DocumentNode>;

  constructor(most = MOST_CHARACTERS) {
    this.kept = new LRUCache({ maxSize: most, sizeCalculation: lengthOf });
  }

  get(key: string): Promise<DocumentNode | undefined> {
    return Promise.resolve(this.kept.get(key));
  }

  set(key: string, document: DocumentNode): Promise<void> {
    this.kept.set(key, document);
    return Promise.resolve();
  }

  delete(key: string): Promise<boolean> {
    return Promise.resolve(this.kept.delete(key));
  }
}

/** At least 1: what has no size is not counted at all. */
const lengthOf = ({ loc }: DocumentNode): number => Math.max(1, loc?.source.body.length ?? 0);
