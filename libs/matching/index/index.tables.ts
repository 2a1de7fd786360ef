/** Tables that the columns of an index refer to by number. They only grow, so rebuilt columns can keep them. */
import type { HeldCertificate } from '#lib/taxonomy';
import type { StoredDimension, StoredValue } from './facet.values.js';
import { TextTable } from './text.column.js';
import type { TextImage } from './text.column.js';

export type TablesImage = Record<'terms' | 'words' | 'facets' | 'shapes', TextImage>;

export class IndexTables {
  /** Terms of texts. */
  readonly terms = new TextTable();
  /** Words that recur in records. */
  readonly words = new TextTable();
  readonly facetValues: StoredValue[] = [];
  /** Numbers of the values of each dimension. */
  readonly facetIds = new Map<StoredDimension, number[]>();
  /** Distinct (scheme, edition, level, commodity) held by anyone. */
  readonly shapes: HeldCertificate[] = [];
  private readonly facets = new TextTable();
  private readonly shapeKeys = new TextTable();

  facetIdOf({ dimension, value }: StoredValue): number {
    const id = this.facets.add(`${dimension}:${value}`);
    if (id === this.facetValues.length) this.noteFacet({ dimension, value });
    return id;
  }

  private noteFacet(value: StoredValue): void {
    const id = this.facetValues.push(value) - 1;
    const ids = this.facetIds.get(value.dimension);
    if (ids) ids.push(id);
    else this.facetIds.set(value.dimension, [id]);
  }

  shapeOf({ scheme, edition, level, commodity }: HeldCertificate): number {
    const id = this.shapeKeys.add(JSON.stringify([scheme, edition, level, commodity]));
    if (id === this.shapes.length) this.shapes.push(shapeWith(scheme, edition, level, commodity));
    return id;
  }

  image(): TablesImage {
    const { terms, words, facets, shapeKeys } = this;
    return {
      terms: terms.image(),
      words: words.image(),
      facets: facets.image(),
      shapes: shapeKeys.image(),
    };
  }

  /** Takes over an image of the same tables, made later. */
  adopt(image: TablesImage): void {
    this.terms.adopt(image.terms);
    this.words.adopt(image.words);
    this.facets.adopt(image.facets);
    this.shapeKeys.adopt(image.shapes);
    for (let id = this.facetValues.length; id < this.facets.size; id += 1) {
      const [dimension] = this.facets.at(id).split(':', 1) as [StoredDimension];
      this.noteFacet({ dimension, value: this.facets.at(id).slice(dimension.length + 1) });
    }
    for (let id = this.shapes.length; id < this.shapeKeys.size; id += 1) {
      const parts = JSON.parse(this.shapeKeys.at(id)) as (string | null)[];
      const [scheme, edition, level, commodity] = parts.map((part) => part ?? undefined);
      this.shapes.push(shapeWith(scheme!, edition, level, commodity));
    }
  }
}

/** A kind of certificate as if it never ran out. */
function shapeWith(scheme: string, edition?: string, level?: string, commodity?: string): HeldCertificate {
  return {
    scheme,
    edition,
    level,
    commodity,
    validFrom: null,
    validTo: '9999-12-31',
    evidence: 'SELF_DECLARED',
  };
}
