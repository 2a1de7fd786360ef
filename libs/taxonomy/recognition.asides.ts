/** What a firm says of itself and not of its work: its people, its house, its good deeds, its small print. */
import type { Passage } from './recognition.own-use.js';

interface Cue {
  /** How the words begin, in small letters, without which the pattern finds nothing. */
  words: readonly string[];
  pattern: RegExp;
}

const cue = (words: string, pattern: string): Cue => ({
  words: words.split('|'),
  pattern: new RegExp(pattern, 'gi'),
});

/** From here to the end of the sentence nothing is for sale. */
const TO_THE_END: readonly Cue[] = [
  // Good deeds.
  cue(
    'charit|hospice|good causes|fundrais|raised money|raise money|funds for|food bank|foodbank|our community|the community',
    String.raw`\b(?:support|supports|supporting|donate|donates|donated|gave|raise|raised|raising|fundraising) (?:[\w£,.]+ ){0,4}(?:charit(?:y|ies)|hospices?|good causes|money|funds|the community|our community|food ?banks?)\b`,
  ),
  cue(
    'sponsor',
    String.raw`\b(?:sponsors?|sponsored|sponsoring) (?:the|a|an|our|local|several|two|three|youth|junior|under)\b`,
  ),
  // People.
  cue(
    'apprentice|trainee',
    String.raw`\b(?:our|the|all|every|two|three|four|many) (?:[\w-]+ )?(?:apprentices?|trainees?) (?:all )?(?:attend|attends|study|studies|go|goes|gain|gains|spend|spends|are|is|have|learn|learns|train|trains|come|comes|start|begin)\b`,
  ),
  cue(
    'enjoy|receive|get |gets |benefit|have access|is offered|are offered|are given|are trained|is trained|are first',
    String.raw`\b(?:staff|employees|our people|the team|everyone|our team) (?:all )?(?:enjoy|enjoys|receive|receives|get|gets|benefit|benefits from|have access|are offered|is offered|are given|are trained in|is trained in|are first)\b`,
  ),
  cue(
    'canteen|equal opportunit|disability confident|mental health first|first aid|first-aid|christmas|summer|staff party|staff outing|staff barbecue|cycle to work|vacancies|join our team',
    String.raw`\b(?:our|staff|works|the) canteen\b|\bequal opportunit(?:y|ies)\b|\bdisability confident\b|\bmental health first\b|\bfirst[- ]aiders?\b|\b(?:christmas|summer|staff) (?:party|outing|barbecue)\b|\bcycle to work\b|\bjob vacancies\b|\bjoin our team\b`,
  ),
  // Small print, and where to find the firm.
  cue(
    'policy|policies|slavery|privacy|terms |rights reserved|website|cookies',
    String.raw`\b(?:privacy|cookies?|returns|refund|anti[- ]slavery|modern slavery|whistleblowing|environmental|quality|health and safety) (?:policy|policies|statement)\b|\bterms (?:and conditions|of sale|of business|of use)\b|\ball rights reserved\b|\b(?:our|this|the) website (?:uses|is|has|was)\b|\bcookies\b(?= to | and | on )`,
  ),
  cue(
    'registered |company number|company registration|vat |find us|visit us|follow us|like us|join us|and see us|meet us|our stand|a stand |opening hours|opening times|we accept',
    String.raw`\bregistered (?:office|address|in england|number)\b|\bcompany (?:number|registration)\b|\bvat (?:number|registration|no)\b|\b(?:find|visit|follow|like|join) us (?:on|at|in|next|behind|opposite|near|by|beside|just)\b|\b(?:visit us|come and see us|meet us)\b|\b(?:our|a) stand (?:at|in|number)\b|\bopening (?:hours|times)\b|\bwe accept payment\b`,
  ),
  cue('our neighbour|free ', String.raw`\bour neighbours?\b|\bfree (?:customer |on-site )?parking\b`),
];

/** From one comma, or "we", to the next nothing is for sale. */
const WITHIN_A_CLAUSE: readonly Cue[] = [
  cue(
    'arch|garage|shed|garden|kitchen|cellar|bedroom|barn',
    String.raw`\b(?:founded|started|set up|begun) (?:by [\w’' ]{2,30} )?in (?:a|an|his|her|their|the) (?:\w+ )?(?:arch|garage|shed|garden|kitchen|cellar|bedroom|barn)\b`,
  ),
  cue(
    'our roof|the roof|factory roof|workshop roof|office roof|recycle |trees|fleet|vans|cars|charging point|carbon footprint|our waste|our own waste|our packaging|our own packaging|energy use',
    String.raw`\b(?:on|across) (?:our|the) (?:factory |workshop |office )?roofs?\b|\bwe recycle (?:all|our|every|over|more|most|\d)\b|\brecycle (?:all|all of) our\b|\bplanted (?:over |more than |some )?[\d,]+ trees\b|\b(?:switched|converted|moved|replaced) (?:our|the|all our) (?:fleet|vans|cars|company cars)\b|\bcharging points? for (?:staff|visitors|our)\b|\bour (?:own )?(?:carbon footprint|waste|packaging|energy use)\b`,
  ),
  cue(
    'member of|members of|chamber of|winner|finalist|shortlisted',
    String.raw`\bmembers? of (?:the|make|our)\b|\bchamber of commerce\b|\bwe (?:are|were) (?:proud )?(?:winners?|finalists?|shortlisted)\b|\bwinners? of the\b`,
  ),
  cue(
    'seriously|pride ourselves|loading bay|meeting room',
    String.raw`\b(?:take|takes|treat|treats) (?:[\w-]+ ){1,3}(?:very )?seriously\b|\bpride ourselves\b|\bloading bay\b|\bmeeting rooms?\b`,
  ),
  cue(
    'by courier|by post|by carrier|by our own van|by pallet',
    String.raw`\b(?:sent|dispatched|despatched|delivered) (?:out )?by (?:courier|post|carrier|our own van|pallet network)\b`,
  ),
];

/** Most descriptions have no cue: one look at all words costs a tenth of looking for each. */
const ANY_CUE = new RegExp(
  String.raw`\b(?:${[...TO_THE_END, ...WITHIN_A_CLAUSE]
    .flatMap(({ words }) => words)
    .sort()
    .join('|')})`,
);

/** "Forge Lane", "Mill Street", "Foundry Road Industrial Estate": where somebody is, not what is done there. */
const ADDRESS =
  /\b(?:\p{Lu}[\p{L}’']+ ){1,3}(?:Street|Lane|Road|Avenue|Drive|Close|Crescent|Way|Court|Industrial Estate|Trading Estate|Business Park|Enterprise Park|Business Centre|Retail Park)\b/gu;
const ANY_ADDRESS = / (?:Street|Lane|Road|Avenue|Drive|Close|Crescent|Way|Court|Estate|Park|Centre)\b/;

const SENTENCE_END = /[.!?](?=\s|$)|\n/gu;
const CLAUSE_EDGE = /[,;:]\s|\s[–—-]\s|\bwe\b|[.!?](?=\s|$)|\n/gi;

/** Where the clause around a place begins. */
function clauseStart(text: string, at: number): number {
  let from = 0;
  for (const { 0: edge, index } of text.slice(0, at).matchAll(CLAUSE_EDGE)) {
    // "We" begins a clause and belongs to it.
    from = /we/i.test(edge) ? index : index + edge.length;
  }
  return from;
}

/** Where the first edge from a place on lies; a full stop belongs to what it ends. */
function edgeAfter(edges: RegExp, text: string, at: number): number {
  edges.lastIndex = at;
  const found = edges.exec(text);
  edges.lastIndex = 0;
  return found ? found.index + (/[.!?]/.test(found[0]) ? 1 : 0) : text.length;
}

/** Passages of a description in which a firm speaks of itself and offers nothing, in order; they may overlap. */
export function asidePassages(text: string): Passage[] {
  const passages: Passage[] = [];
  const plain = text.toLowerCase();
  const add = (cues: readonly Cue[], ends: RegExp): void => {
    for (const { words, pattern } of cues) {
      if (!words.some((word) => plain.includes(word))) continue;
      for (const { 0: found, index } of text.matchAll(pattern)) {
        const end = edgeAfter(ends, text, index + found.length);
        passages.push({ start: clauseStart(text, index), end });
      }
    }
  };
  if (ANY_CUE.test(plain)) {
    add(TO_THE_END, SENTENCE_END);
    add(WITHIN_A_CLAUSE, CLAUSE_EDGE);
  }
  if (ANY_ADDRESS.test(text))
    for (const { 0: found, index } of text.matchAll(ADDRESS))
      passages.push({ start: index, end: index + found.length });
  return passages.sort((a, b) => a.start - b.start);
}
