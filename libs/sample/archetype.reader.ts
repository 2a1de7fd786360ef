import type { SectorCode } from '#lib/taxonomy';
import {
  type Archetype,
  type CertificateWording,
  type GapPattern,
  NAME_STYLES,
  type NeedPattern,
  type Range,
  type Wordings,
} from './archetype.types.js';
import { weighted } from './random.source.js';
import { compile, type Template } from './wording.template.js';

/** A fault in the data of the sample economy: where, and what is wrong. */
export class SampleDataError extends Error {}

const SECTORS: Readonly<Record<string, SectorCode>> = {
  AM: 'ADVANCED_MANUFACTURING',
  AR: 'AUTOMOTIVE_RAIL',
  CE: 'CLEAN_ENERGY',
  HL: 'HEALTH_LIFE_SCIENCES',
  CR: 'CREATIVE',
};

/** The sector behind its two letters. @throws SampleDataError when there is none */
export function readSector(name: string): SectorCode {
  const code = SECTORS[name];
  if (code === undefined) throw new SampleDataError(`${name} is not a sector`);
  return code;
}

/** A section of a data file: `[code] share`, then `key = value` lines; indented lines belong to the `need` above. */
interface Section {
  code: string;
  share: number;
  lines: Lines;
  needs: Lines[];
}

class Lines {
  readonly #values = new Map<string, string[]>();

  constructor(private readonly where: string) {}

  add(key: string, value: string): void {
    this.#values.set(key, [...(this.#values.get(key) ?? []), value]);
  }

  all(key: string): string[] {
    return this.#values.get(key) ?? [];
  }

  maybe(key: string): string | undefined {
    return this.all(key)[0];
  }

  one(key: string): string {
    const value = this.maybe(key);
    if (value === undefined) throw this.fault(`"${key}" is missing`);
    return value;
  }

  list(key: string): string[] {
    return this.all(key).flatMap((line) => split(line, ';'));
  }

  /** "AM 88, AR 50" */
  pairs(key: string): [string, number][] {
    return split(this.maybe(key) ?? '', ',').map((item) => {
      const [name = '', number] = item.split(/\s+/);
      if (!Number.isFinite(Number(number))) throw this.fault(`"${key}" needs a number after ${name}`);
      return [name, Number(number)];
    });
  }

  range(key: string): Range | null {
    const text = this.maybe(key);
    if (text === undefined) return null;
    const [low, high] = text.split('-').map(Number);
    if (low === undefined || high === undefined || !(low <= high)) {
      throw this.fault(`"${key}" needs a range such as 10-40`);
    }
    return { low, high };
  }

  sectors(key: string): Map<SectorCode, number> {
    return new Map(this.pairs(key).map(([name, percent]) => [readSector(name), percent]));
  }

  fault(message: string): SampleDataError {
    return new SampleDataError(`${this.where}: ${message}`);
  }
}

const split = (text: string, by: string): string[] =>
  text
    .split(by)
    .map((item) => item.trim())
    .filter((item) => item !== '');

const wordings = (items: readonly string[]): Wordings[] =>
  items.map((item) => item.split(' | ').map((text) => compile(text.trim())));

const templates = (items: readonly string[]): Template[] => items.map(compile);

function sections(text: string, file: string): Section[] {
  const found: Section[] = [];
  text.split('\n').forEach((line, at) => {
    const where = `${file}:${at + 1}`;
    if (line.trim() === '' || line.startsWith('#')) return;
    const head = /^\[([a-z0-9-]+)\] (\d+(?:\.\d+)?)$/.exec(line);
    if (head) {
      found.push({ code: head[1] ?? '', share: Number(head[2]), lines: new Lines(where), needs: [] });
      return;
    }
    const section = found.at(-1);
    const equals = line.indexOf('=');
    if (!section || equals < 0)
      throw new SampleDataError(`${where}: expected "[code] share" or "key = value"`);
    const [key, value] = [line.slice(0, equals).trim(), line.slice(equals + 1).trim()];
    if (key === 'need') {
      const need = new Lines(where);
      need.add('title', value);
      section.needs.push(need);
    } else if (line.startsWith(' ')) section.needs.at(-1)?.add(key, value);
    else section.lines.add(key, value);
  });
  return found;
}

function needPattern(lines: Lines): NeedPattern {
  const value = lines.range('value');
  if (!value) throw lines.fault('"value" is missing');
  return {
    title: compile(lines.one('title')),
    about: compile(lines.one('about')),
    must: wordings(lines.list('must')),
    should: wordings(lines.list('should')),
    asks: split(lines.maybe('asks') ?? '', ',').map((item) => ({
      key: item.replace('!', ''),
      required: item.endsWith('!'),
    })),
    lot: lines.range('lot'),
    value,
    drive: lines.maybe('drive') === undefined ? null : Number(lines.one('drive')),
  };
}

/** Kinds of firm in a data file. @throws SampleDataError naming the line */
export function readArchetypes(text: string, file: string): Archetype[] {
  return sections(text, file).map(({ code, share, lines, needs }) => {
    const style = NAME_STYLES.find((name) => name === lines.one('style'));
    if (!style) throw lines.fault(`"${lines.one('style')}" is not a style of name`);
    const lead = lines.range('lead');
    if (!lead) throw lines.fault('"lead" is missing');
    return {
      code,
      share,
      style,
      trades: lines.list('trade'),
      is: lines.list('is'),
      size: Number(lines.one('size')),
      lots: lines.range('lots'),
      lead,
      markets: lines.sectors('markets'),
      places: new Map(lines.pairs('places')),
      sic: weightedKeys(lines.pairs('sic')),
      certificates: lines.pairs('certs').map(([key, percent]) => ({ key, percent })),
      core: wordings(lines.list('core')),
      also: wordings(lines.list('also')),
      makes: templates(lines.list('makes')),
      kit: templates(lines.list('kit')),
      says: templates(lines.all('says')),
      not: templates(lines.list('not')),
      buys: templates(lines.list('buys')),
      who: templates(lines.list('who')),
      needs: needs.map(needPattern),
    };
  });
}

function weightedKeys(pairs: readonly (readonly [string, number])[]): Archetype['sic'] {
  const weights = new Map(pairs);
  return weighted([...weights.keys()], (code) => weights.get(code) ?? 0);
}

/** Needs nobody near can meet. @throws SampleDataError naming the line */
export function readGaps(text: string, file: string): GapPattern[] {
  return sections(text, file).map(({ code, share, lines, needs }) => ({
    code,
    share,
    markets: split(lines.one('markets'), ',').map(readSector),
    needs: needs.map(needPattern),
  }));
}

/** Lines of `KEY months undated% = spelling | spelling`. @throws SampleDataError naming the line */
export function readCertificateWordings(text: string, file: string): CertificateWording[] {
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '' || line.startsWith('#')) return [];
    const match = /^([A-Z0-9_]+) (\d+) (\d+) = (.+)$/.exec(line);
    if (!match) throw new SampleDataError(`${file}:${at + 1}: expected "KEY months undated = spellings"`);
    const [, key = '', months, undated, spellings = ''] = match;
    return [
      { key, months: Number(months), undatedPercent: Number(undated), spellings: split(spellings, '|') },
    ];
  });
}
