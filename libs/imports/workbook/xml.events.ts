import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { damaged } from './workbook.package.js';

/** What is told of an XML document while it is read. Names come without their prefix. */
export interface XmlEvents {
  open?(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(text: string): void;
}

/**
 * Reads XML piece by piece; yields what there is to `take` after each, so that whoever reads can stop.
 * @throws ImportFileError BINARY when it is not well-formed, or brings a document type: no entity but the five of XML
 *   is replaced
 */
export async function* xmlEvents<T>(
  pieces: AsyncIterable<Buffer>,
  events: XmlEvents,
  take: () => T,
): AsyncGenerator<T> {
  const parser = new SaxesParser({ xmlns: false });
  const local = (name: string): string => name.slice(name.indexOf(':') + 1);
  parser.on('doctype', () => {
    throw new Error('it has a document type');
  });
  parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => events.open?.(local(name), attributes));
  parser.on('closetag', ({ name }: SaxesTagPlain) => events.close?.(local(name)));
  parser.on('text', (text) => events.text?.(text));
  parser.on('cdata', (text) => events.text?.(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const guarded = (work: () => void): void => {
    try {
      work();
    } catch (error) {
      throw damaged(error);
    }
  };
  for await (const piece of pieces) {
    guarded(() => parser.write(decoder.decode(piece, { stream: true })));
    yield take();
  }
  guarded(() => parser.write(decoder.decode()).close());
  yield take();
}

/** Reads a whole XML document. */
export async function readXml(pieces: AsyncIterable<Buffer>, events: XmlEvents): Promise<void> {
  const steps = xmlEvents(pieces, events, () => undefined);
  while (!(await steps.next()).done);
}
