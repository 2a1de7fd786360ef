import { type NumberStyle, numberStyle, unescaped } from './cell.text.js';
import { damaged, type WorkbookPackage } from './workbook.package.js';
import { readXml } from './xml.events.js';

/** A worksheet of a workbook. */
export interface SheetPlace {
  readonly name: string;
  readonly hidden: boolean;
  readonly part: string;
}

/** What the cells of a workbook refer to, and where its sheets are. */
export interface WorkbookOutline {
  readonly sheets: readonly SheetPlace[];
  /** Its days are counted from 1904. */
  readonly from1904: boolean;
  readonly texts: readonly string[];
  readonly styles: readonly NumberStyle[];
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

/** Reads everything of a workbook but its cells. */
export async function readOutline(pack: WorkbookPackage): Promise<WorkbookOutline> {
  const main = [...(await relations(pack, '')).values()].find(({ type }) => type === 'officeDocument');
  if (!main) throw damaged(new Error('it names no workbook'));
  const related = await relations(pack, main.part);
  const partOf = (wanted: string): string | undefined =>
    [...related.values()].find(({ type, part }) => type === wanted && pack.has(part))?.part;
  const texts = partOf('sharedStrings');
  const styles = partOf('styles');
  return {
    ...(await readSheets(pack, main.part, related)),
    texts: texts === undefined ? [] : await readTexts(pack, texts),
    styles: styles === undefined ? [] : await readStyles(pack, styles),
  };
}

async function readSheets(
  pack: WorkbookPackage,
  part: string,
  related: ReadonlyMap<string, Relation>,
): Promise<Pick<WorkbookOutline, 'sheets' | 'from1904'>> {
  const sheets: SheetPlace[] = [];
  let from1904 = false;
  await readXml(pack.read(part), {
    open(name, attributes) {
      if (name === 'workbookPr') from1904 = /^(1|true)$/i.test(attributes.date1904 ?? '');
      if (name !== 'sheet') return;
      const key = Object.entries(attributes).find(([attribute]) => attribute.endsWith(':id'))?.[1];
      const target = related.get(key ?? '');
      // A sheet that is a chart has no cells.
      if (target?.type !== 'worksheet') return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: unescaped(attributes.name ?? ''), hidden, part: target.part });
    },
  });
  return { sheets, from1904 };
}

/** What a part refers to, by id; the type is the last word of its address, which the two editions of the format share. */
async function relations(pack: WorkbookPackage, part: string): Promise<Map<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const found = new Map<string, Relation>();
  await readXml(pack.read(`${folder}_rels/${part.slice(folder.length)}.rels`), {
    open(name, { Id: id, Type: type = '', Target: target = '', TargetMode: mode }) {
      if (name !== 'Relationship' || id === undefined || mode === 'External') return;
      const address = new URL(target, `part:/${folder}`).pathname;
      found.set(id, {
        type: type.slice(type.lastIndexOf('/') + 1),
        part: decodeURIComponent(address).slice(1),
      });
    },
  });
  return found;
}

async function readTexts(pack: WorkbookPackage, part: string): Promise<string[]> {
  const texts: string[] = [];
  const text = textCollector();
  await readXml(pack.read(part), {
    open(name) {
      if (name === 'si') text.clear();
      else text.open(name);
    },
    text: (more) => text.add(more),
    close(name) {
      text.close(name);
      if (name === 'si') texts.push(text.value());
    },
  });
  return texts;
}

async function readStyles(pack: WorkbookPackage, part: string): Promise<NumberStyle[]> {
  const codes = new Map<number, string>();
  const styles: NumberStyle[] = [];
  let ofCells = false;
  await readXml(pack.read(part), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'cellXfs') ofCells = true;
      else if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      else if (name === 'xf' && ofCells) {
        const id = Number(numFmtId ?? 0);
        styles.push(numberStyle(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') ofCells = false;
    },
  });
  return styles;
}

/** Puts together the text of a cell: its runs, without what says how to pronounce it. */
export function textCollector() {
  let [parts, inText, spoken]: [string[], boolean, boolean] = [[], false, false];
  return {
    clear() {
      [parts, inText, spoken] = [[], false, false];
    },
    open(name: string) {
      if (name === 'rPh') spoken = true;
      else if (name === 't') inText = !spoken;
    },
    add(text: string) {
      if (inText) parts.push(text);
    },
    close(name: string) {
      if (name === 'rPh') spoken = false;
      else if (name === 't') inText = false;
    },
    value: () => unescaped(parts.join('')),
  };
}
