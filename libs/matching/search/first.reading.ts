/**
 * What is read once in the life of a process: names of the capability tree, trades, certificates, places. Whoever needs it
 * first waits for all of it, close to a second of work, unless it has been read beforehand.
 */
import { findPlaceNames } from '#lib/geography';
import { findCertificates, makeRecogniserInPieces } from '#lib/taxonomy';
import { likeTableOf } from '../reading/like.terms.js';
import { readTradesInPieces } from '../reading/likely.trades.js';
import { readEnglishInPieces } from './query.enrichment.js';
import type { PlanContext } from '../reading/term.weights.js';
import type { Pieces } from '../model/work.pieces.js';
import type { Analyser } from '../reading/text.analysis.js';
import { analyseEnglish } from '../reading/text.english.js';

/** A text that names nothing: read for the tables that reading makes. */
const NOTHING = '-';

/** What planning a requirement looks up: the names of the tree, the words of trades, and words like others. */
export function* readTreeInPieces({ graph, analyse }: Pick<PlanContext, 'graph' | 'analyse'>): Pieces<void> {
  yield* graph.readNamesInPieces(analyse);
  yield* readTradesInPieces(graph, analyse);
  likeTableOf(analyse);
}

/** What reading a typed query looks up besides: the shipped taxonomy, the gazetteer, and what is spelt right. */
export function* readVocabularyInPieces(analyse: Analyser = analyseEnglish): Pieces<void> {
  yield* makeRecogniserInPieces();
  yield* readEnglishInPieces(analyse);
  findCertificates(NOTHING);
  yield;
  findPlaceNames(NOTHING);
}
