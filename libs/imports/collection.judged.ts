import { readCollectionSearches } from './collection.reader.js';
import type { StoredCounts } from './import.outcome.js';
import type { ImportReport } from './import.report.js';
import type { ImportSource } from './import.source.js';
import { readJudgements } from './judgement.reader.js';

const SEARCHES = 'searches.jsonl';
const JUDGEMENTS = ['judgements.csv', 'search_judgements.csv'] as const;
/** Files of a collection that are checked and not stored. */
export const JUDGED_FILES: readonly string[] = [SEARCHES, ...JUDGEMENTS];

/** What became of one file of a collection. */
export interface CollectionPart {
  file: string;
  report: ImportReport;
  stored?: StoredCounts;
}

/** Ids that the files read so far hold. */
export interface KnownIds {
  suppliers: Set<string>;
  /** Requirements and searches. */
  topics: Set<string>;
}

/** Searches and judgements measure the engine; here they are counted, and checked against what they name. */
export async function checkJudged(
  files: ReadonlyMap<string, ImportSource>,
  known: KnownIds,
): Promise<CollectionPart[]> {
  const parts: CollectionPart[] = [];
  const searches = files.get(SEARCHES);
  if (searches) {
    const reader = readCollectionSearches(searches);
    for await (const { rows } of reader)
      rows.forEach(({ naturalKey }) => known.topics.add(naturalKey.slice(3)));
    parts.push({ file: SEARCHES, report: reader.report });
  }
  for (const file of JUDGEMENTS) {
    const source = files.get(file);
    if (!source) continue;
    const reader = readJudgements(source);
    for await (const { rows, rowNumbers } of reader) {
      rows.forEach(({ topicId, supplierId }, at) => {
        const unknown = (column: string, value: string): void =>
          reader.report.warn({
            row: rowNumbers[at]!,
            column,
            value,
            code: 'UNKNOWN_REFERENCE',
            message: 'The collection holds nothing with this id.',
          });
        if (!known.topics.has(topicId)) unknown('requirement_id or search_id', topicId);
        if (!known.suppliers.has(supplierId)) unknown('supplier_id', supplierId);
      });
    }
    parts.push({ file, report: reader.report });
  }
  return parts;
}
