import { assertSomeJson } from './collection.import.js';
import { readCollectionRequirements } from './collection.reader.js';
import type { UploadFormat } from './import-file.entity.js';
import { shippedResolvers } from './import.lookups.js';
import type { ImportReader } from './import.report.js';
import type { ImportSource } from './import.source.js';
import { readOcds } from './ocds.reader.js';
import { readRequirementCsv } from './requirement-csv.reader.js';
import { readSupplierCsv } from './supplier-csv.reader.js';

const readers: Readonly<Record<UploadFormat, (source: ImportSource) => ImportReader<unknown>>> = {
  SUPPLIER_CSV: (source) => readSupplierCsv(source, { resolvers: shippedResolvers }),
  REQUIREMENT_CSV: (source) => readRequirementCsv(source, { resolvers: shippedResolvers }),
  OCDS: (source) => readOcds(source),
  JSON_LINES: (source) => readCollectionRequirements(source, { resolvers: shippedResolvers }),
};

/**
 * Reads a file until its first good row, which is enough to tell that it is of its kind.
 * @throws ImportFileError when it cannot be read, or is another kind of file
 */
export async function checkFile(format: UploadFormat, source: ImportSource): Promise<void> {
  const reader = readers[format](source);
  for await (const _ of reader) return;
  if (format === 'JSON_LINES') assertSomeJson(source.name, reader.report);
}
