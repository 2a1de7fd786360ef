/** The rankers that `evaluate` compares, each over the same suppliers and queries. */
import {
  analyseEnglish,
  Bm25Peer,
  type CollectionSupplier,
  collectionRequirementToRecord,
  collectionSupplierToRecord,
  enrichQuery,
  hardFactsOf,
  likelihoodOf,
  MatchIndex,
  planAgain,
  randomOrder,
  rank,
  type RequirementRecord,
  shippedCollectionContext,
  shippedPlaces,
  shippedVocabulary,
  sicPeer,
  type SupplierRecord,
  standsWhereAsked,
  type UnderstoodQuery,
  understandQuery,
} from '#lib/matching';
import { capabilityTree, describeSic } from '#lib/taxonomy';
import { generateEconomy, supplierRecords } from '#lib/sample';
import type { EvaluationQuery, EvaluationTask } from './evaluate.collection.js';

export const SYSTEMS = ['engine', 'bm25', 'bm25_filters', 'sic', 'random'] as const;
export type SystemName = (typeof SYSTEMS)[number];

/** A ranked list; `matches` is how many of its first entries are put forward as matches (the rest are shown as blocked). */
export interface RankedList {
  ids: string[];
  matches: number;
}

export interface PreparedQuery {
  query: EvaluationQuery;
  requirement: RequirementRecord;
  /** The requirement as the engine was asked, a typed search read once more against the index. */
  asked: RequirementRecord;
  lists: Record<SystemName, RankedList>;
}

const DEPTH = 100;
/** A longer text is a notice, not something typed into a box. */
const TYPED_WORDS = 15;

/** Suppliers as one text each, the same for every ranker. */
const textOf = (supplier: CollectionSupplier): string =>
  [
    supplier.name,
    supplier.summary ?? '',
    ...(supplier.capabilities ?? []),
    ...(supplier.pastWork ?? []),
  ].join('\n');

export interface Prepared {
  index: MatchIndex;
  records: ReadonlyMap<string, SupplierRecord>;
  queries: PreparedQuery[];
}

/** Sample suppliers numbered after those of the collection; nobody has judged them. */
function backgroundRecords(count: number, after: number, today: string): SupplierRecord[] {
  if (count === 0) return [];
  const economy = generateEconomy({ suppliers: count, requirements: 1, today });
  return Array.from(supplierRecords(economy), (record, at) => ({
    ...record,
    no: after + at + 1,
    id: `background-${at + 1}`,
  }));
}

/** Runs every ranker over every query of a task, with so many sample suppliers mixed in. */
export function runSystems(task: EvaluationTask, background = 0): Prepared {
  const context = shippedCollectionContext();
  const own = task.suppliers.map((json, at) => collectionSupplierToRecord(json, at + 1, context));
  const mixedIn = backgroundRecords(background, own.length, task.today);
  const records = [...own, ...mixedIn];
  const index = MatchIndex.build(records, { capabilities: capabilityTree().nodes });
  const documents = [
    ...task.suppliers.map((supplier) => ({ id: supplier.id, text: textOf(supplier) })),
    ...mixedIn.map(({ id, name, summary, phrases }) => ({
      id,
      text: textOf({ id, name, summary, capabilities: phrases }),
    })),
  ];
  const bm25 = new Bm25Peer(documents, analyseEnglish);
  const sic = sicPeer(records, (code) => describeSic(code) ?? '', analyseEnglish);
  const byNo = new Map(records.map((record) => [record.no, record.id]));
  const byId = new Map(records.map((record) => [record.id, record]));
  const ids = records.map((record) => record.id);
  const queries = task.queries.map((query, at): PreparedQuery => {
    const understood = understand(query, task.today);
    const requirement = understood?.requirement ?? toRequirement(query, at + 1, task.today);
    const stands = understood && standsWhereAsked(index, understood);
    // As `search` does: words are read once more against the index.
    const typed = query.requirement ? undefined : enrichQuery(index, requirement);
    const asked = typed?.requirement ?? requirement;
    const ranked = rank(index, asked, { limit: stands ? records.length : DEPTH, includeBlocked: true });
    const found = stands
      ? ranked.matches.filter(({ supplierNo }) => stands(supplierNo)).slice(0, DEPTH)
      : ranked.matches;
    const best = found.find(({ eligible }) => eligible);
    // A requirement's list is short of nobody; what a search finds is parted into likely and less likely.
    const line = typed ? likelihoodOf(planAgain(asked, index), typed.askedShare, best).line : 0;
    const facts = hardFactsOf(index, requirement);
    const passes = (id: string): boolean => {
      const { no } = byId.get(id)!;
      return facts(no) && (stands?.(no) ?? true);
    };
    const plain = bm25.rank(query.text);
    const able = plain.filter(passes);
    const all = (list: string[]): RankedList => ({
      ids: list.slice(0, DEPTH),
      matches: Math.min(list.length, DEPTH),
    });
    return {
      query,
      requirement,
      asked,
      lists: {
        engine: {
          ids: found.map((match) => byNo.get(match.supplierNo)!),
          matches: found.filter(({ eligible, score }) => eligible && score >= line).length,
        },
        bm25: all(plain),
        bm25_filters: {
          ids: [...able, ...plain.filter((id) => !passes(id))].slice(0, DEPTH),
          matches: Math.min(able.length, DEPTH),
        },
        sic: all(sic.rank(query.text)),
        random: all(randomOrder(ids, at + 1)),
      },
    };
  });
  return { index, records: byId, queries };
}

/** A typed search as the engine reads it; null for a requirement, and for a notice that is all prose. */
const understand = ({ requirement, text }: EvaluationQuery, today: string): UnderstoodQuery | null =>
  requirement || text.split(/\s+/u).length > TYPED_WORDS
    ? null
    : understandQuery(text, { today, places: shippedPlaces, vocabulary: shippedVocabulary() });

/** A requirement, or a notice that is all prose, as the engine takes it. */
const toRequirement = (query: EvaluationQuery, no: number, today: string): RequirementRecord =>
  collectionRequirementToRecord(
    query.requirement ?? {
      id: query.id,
      title: '',
      description: query.text,
      cpvCodes: [...(query.cpvCodes ?? [])],
    },
    no,
    today,
    shippedCollectionContext(),
  );
