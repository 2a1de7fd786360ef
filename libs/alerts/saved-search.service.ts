import { districts } from '#lib/geography';
import { MatchIndexHolder } from '#lib/match-lists';
import { search, type SearchFilter, shippedPlaces, shippedVocabulary, understandQuery } from '#lib/matching';
import {
  AppError,
  type Context,
  demand,
  fail,
  may,
  newId,
  type Result,
  succeed,
  type TransactionContext,
  type UserError,
  userError,
} from '#lib/platform';
import { certifications, findCapability, zones } from '#lib/taxonomy';
import { Injectable } from '@nestjs/common';

export interface SavedSearchView {
  id: string;
  organisationId: string;
  name: string;
  query: string;
  filter: SearchFilter;
  /** Keys of the parts of the query that were taken out of it. */
  without: string[];
  createdAt: Date;
}

/** A saved search with what it has found before. */
export interface StoredSearch extends SavedSearchView {
  seen: number[];
}

/** A supplier that a saved search finds. */
export interface FoundSupplier {
  no: number;
  name: string;
  /** Where it is; undefined when nobody knows. */
  district: string | undefined;
}

export interface SearchDraft {
  organisationId: string;
  name: string;
  query: string;
  filter?: SearchFilter | null;
  without?: readonly string[] | null;
}

const isKnown: Partial<Record<keyof SearchFilter, (code: string) => boolean>> = {
  capabilities: (code) => findCapability(code) !== undefined,
  certifications: (code) => certifications().scheme(code) !== undefined,
  districts: (code) => districts().byCode(code) !== undefined,
  zones: (code) => zones().byCode(code) !== undefined,
};

/** A search that is kept for a code of nothing would find nothing for ever, and nobody would see why. */
const unknownCodes = (filter: SearchFilter): UserError[] =>
  Object.entries(isKnown).flatMap(([field, known]) =>
    (filter[field as keyof SearchFilter] ?? []).flatMap((code, at) =>
      known(code)
        ? []
        : [userError('UNKNOWN_CODE', `"${code}" is none of the codes of ${field}.`, ['filter', field, at])],
    ),
  );

/** The best of a search that are compared with what it found before. */
const COMPARED = 100;
const MOST = 50;

/** Searches that go on looking. */
@Injectable()
export class SavedSearchService {
  constructor(private readonly holder: MatchIndexHolder) {}

  /**
   * Saves a search; what it finds now is not new.
   * @throws AppError NOT_FOUND unless the actor may edit for the organisation; NOT_READY while the index loads
   */
  async save(ctx: TransactionContext, draft: SearchDraft): Promise<Result<{ id: string }>> {
    demand(ctx.actor, 'requirement.edit', draft.organisationId);
    const name = draft.name.trim();
    if (name === '' || name.length > 100) {
      return fail(userError('INVALID_VALUE', 'Name the search in 1 to 100 characters.', ['name']));
    }
    const [count] = await ctx.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM saved_searches WHERE organisation_id = $1`,
      [draft.organisationId],
    );
    if ((count?.n ?? 0) >= MOST) {
      return fail(
        userError('TOO_MANY', `At most ${MOST} saved searches. Delete one first.`, ['organisationId']),
      );
    }
    const { query, filter, without } = { ...draft, filter: draft.filter ?? {}, without: draft.without ?? [] };
    const unknown = unknownCodes(filter);
    if (unknown.length > 0) return fail(...unknown);
    const id = newId();
    const seen = this.find({ query, filter, without }, ctx.today()).map(({ no }) => no);
    await ctx.query(
      `INSERT INTO saved_searches (id, organisation_id, person_id, name, query, filter, without, seen, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [
        id,
        draft.organisationId,
        ctx.actor.kind === 'person' ? ctx.actor.personId : null,
        name,
        query,
        JSON.stringify(filter),
        without,
        seen,
        ctx.now(),
      ],
    );
    return succeed({ id });
  }

  /** @throws AppError NOT_FOUND unless it is the actor's */
  async delete(ctx: TransactionContext, id: string): Promise<void> {
    const [known] = await ctx.query<{ organisationId: string }>(
      `SELECT organisation_id AS "organisationId" FROM saved_searches WHERE id = $1`,
      [id],
    );
    if (!known || !may(ctx.actor, 'requirement.edit', known.organisationId)) throw new AppError('NOT_FOUND');
    await ctx.query(`DELETE FROM saved_searches WHERE id = $1`, [id]);
  }

  /** An organisation's saved searches; @throws AppError NOT_FOUND unless the actor belongs to it or is staff. */
  async list(ctx: Context, organisationId: string): Promise<SavedSearchView[]> {
    demand(ctx.actor, 'requirement.view-private', organisationId);
    return ctx.query<SavedSearchView>(
      `SELECT id, organisation_id AS "organisationId", name, query, filter, without, created_at AS "createdAt"
         FROM saved_searches WHERE organisation_id = $1 ORDER BY id`,
      [organisationId],
    );
  }

  /** The best suppliers a search finds today (ISO): those that it puts forward, and not whoever is left. */
  find({ query, filter, without }: Searched, today: string): FoundSupplier[] {
    const context = { today, places: shippedPlaces, vocabulary: shippedVocabulary() };
    const understood = understandQuery(query, context, without);
    const { edges } = search(this.holder.index, understood, {
      filter,
      first: COMPARED,
      explanations: false,
      facets: false,
    });
    return edges.flatMap(({ match: { supplierNo: no }, likely }) => {
      const supplier = this.holder.index.get(no);
      if (!likely || !supplier) return [];
      const [site] = supplier.sites;
      return [{ no, name: supplier.name, district: site && districts().byCode(site.districtCode)?.name }];
    });
  }
}

type Searched = Pick<SavedSearchView, 'query' | 'filter'> & { readonly without: readonly string[] };

/** Where the portal shows a search as it was saved. */
export function addressOf({ query, filter, without }: Searched): string {
  const address = new URLSearchParams({ q: query });
  for (const key of without) address.append('without', key);
  for (const [dimension, values] of Object.entries(filter)) {
    for (const value of values as string[]) address.append(dimension, value);
  }
  return `/suppliers?${address.toString()}`;
}
