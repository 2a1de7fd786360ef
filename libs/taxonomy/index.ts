export * from './fact.types.js';
export * from './certification.types.js';
export { atLeastKm, straightLineKm } from './distance.maths.js';
export * from './capability.types.js';
export { buildCapabilityTree, CapabilityTree, CapabilityTreeError } from './capability.tree.js';
export {
  capabilityTree,
  findCapability,
  parseCapabilities,
  shippedCapabilityRows,
} from './capability.data.js';
export { inSentence, sentenceCase } from './label.words.js';
export * from './recognition.types.js';
export { editDistance } from './edit-distance.maths.js';
export { cell, factColumns, FactTableError, indexFacts, parseFacts, readFacts } from './fact.reader.js';
export * from './zone.table.js';
export { SECTOR_CODES } from './sector.types.js';
export * from './certification.table.js';
export { certificateInFull, certificateInWords, schemeInWords } from './certification.words.js';
export * from './certification.status.js';
export * from './certification.parser.js';
export { asidePassages } from './recognition.asides.js';
export { namesOtherMaterial, withWorking, wordsOfOtherTrades } from './recognition.materials.js';
export { isOwnUsePhrase, ownUsePassages, type Passage } from './recognition.own-use.js';
export {
  makeRecogniserInPieces,
  Recogniser,
  recognise,
  recogniser,
  recogniseTyped,
} from './recognition.recogniser.js';
export {
  CapabilitySuggester,
  type CapabilitySuggestion,
  suggestCapabilities,
} from './capability.suggestions.js';
export { foldSpelling } from './words.spelling.js';
export { analyseWord, Form, stem, type Stemmed } from './words.stem.js';
export { parseSicWords, sicWords, type SicWords } from './sic.words.js';
export { englishWords } from './words.english.js';
export { likeWords, parseLikeWords } from './words.like.js';
export { NearWords } from './words.near.js';
export { STOP_WORDS } from './words.stop.js';
export { surnameKind, type SurnameKind } from './words.surnames.js';
export { Gap, type Token, tokenise } from './words.tokens.js';
export * from './sector.table.js';
export * from './sic.table.js';
export * from './cpv.table.js';
export * from './support.table.js';
