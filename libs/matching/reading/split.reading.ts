/**
 * Whether a buyer says that parts of the work may go to different firms. Then nobody is ruled out for doing only one of
 * the parts.
 */

/** Words by which somebody allows or offers something. */
const MAY = String.raw`(?:may|can|could|might|would|will|we'd|we'll|(?:am|are|is|be) (?:quite )?(?:happy|willing|prepared|content|open)|happy|willing|don't mind|do not mind|no objection|needn)`;
/** "Two firms", "another house", "up to three different suppliers". */
const OTHERS = String.raw`(?:(?:up to )?(?:two|three|four|2|3|4|several|more than one|different|separate|various|another|other|a second|a third)(?: or (?:two|three|four|more))?(?: different| separate| other)? (?:firms?|suppliers?|people|hands|houses?|shops?|companies|company|makers?|contractors?|partners?|specialists?|bidders?|workshops?|sources?)|someone else|somebody else|other people)`;
const OFFERS = String.raw`(?:offers?|bids?|quotes?|quotations?|tenders?|prices?|proposals?)`;
const WELCOME = String.raw`(?:(?:are |is |be |very |most |equally )*(?:welcome|fine|acceptable|accepted|considered|invited|all right|alright|ok|okay))`;
const PARTS = String.raw`(?:lots?|(?:work )?packages?|groups?|parts?|sections?|items?)`;

const SPLIT = new RegExp(
  [
    String.raw`\b(?:may|can|could|might|would|we'd|happy to)\b[^.;]{0,70}\b(?:placed|let|bought|hired|contracted|ordered|sourced|purchased|awarded|split|place|buy|hire|source|sort)\b[^.;]{0,40}\b(?:apart|separately|separate|elsewhere|specialists?|on (?:its|their) own|as (?:a )?(?:separate )?(?:lots?|packages?))\b`,
    String.raw`\b(?:packages?|lots?|awards?|orders?|contracts?|work|jobs?) (?:may|can|could|might|will) be (?:split|shared|divided)\b`,
    String.raw`\bplus an? \w+ is fine\b`,
    // "May go to two firms", "would split it between several suppliers", "two firms may share it".
    String.raw`\b${MAY}\b[^.;]{0,60}\b${OTHERS}\b`,
    String.raw`\b${WELCOME} (?:if|when|for|to)\b[^.;]{0,80}\b${OTHERS}\b`,
    String.raw`\b(?:two|2|three) (?:is|are|would be|will be) (?:also )?(?:fine|workable|all right|alright|acceptable|possible|ok|okay)\b`,
    String.raw`\b${OTHERS}\b[^.;]{0,30}\b(?:${MAY}|${WELCOME})\b`,
    String.raw`\b(?:from|with|to) one (?:firm|supplier|house|shop|company|maker)\b[^.;]{0,30}\b(?:from|with|to) (?:another|a second)\b`,
    // "Could go elsewhere", "may be separate", "could be an order of its own".
    String.raw`\b(?:may|can|could|might) (?:all |both |also |each |well )?(?:go|come from|be done|be made|be bought) (?:elsewhere|separately|apart)\b`,
    String.raw`\b(?:may|can|could|might) (?:all |both |also |each )?(?:be|form|make) (?:an? )?separate(?: (?:orders?|contracts?|jobs?|${PARTS}))?(?=\s*(?:$|[.,;:]|too\b|as well\b|if\b))`,
    // "Separate offers welcome", "bids for a single package are welcome", "either can be quoted alone".
    String.raw`\bseparate ${OFFERS}\b[^.;]{0,40}\b${WELCOME}`,
    String.raw`\b${OFFERS} (?:for|on) (?:an? |any |each |either |just |only )?(?:single |one |part|any|either)[^.;]{0,30}\b${WELCOME}`,
    String.raw`\b(?:offers?|bids?|quotes?|quote|bid|offer|price|hear|quoted|priced|offered|tendered)\b[^.;]{0,40}\b(?:alone|one or both|either or both|for only one|for just one|in part|on (?:its|their) own)\b`,
    String.raw`\b(?:will|would|can|could) (?:also )?(?:hear from|talk to|consider|look at) [\w-]+[- ]only (?:firms|suppliers|houses|shops|companies|bids|offers)\b`,
    String.raw`\b(?:part|partial|joint) ${OFFERS} ${WELCOME}`,
    String.raw`\b(?:open to|welcome|consider|accept)\b[^.;]{0,20}\b(?:consorti(?:a|um)|joint (?:bids|offers)|partnerships)\b`,
    // "Quote for A, B or both", "bid for any", "choose which parts", "prices for the doors only".
    String.raw`\b(?:quote|bid|tender|price|offer|ask)s? for\b[^.;]{0,40}\b(?:or both|or all|any (?:of|one|lot|part)|some of|whichever|just one|just the|the [\w-]+ only)\b`,
    String.raw`\b(?:bid|quote|tender|offer|price) for any\b`,
    String.raw`\b(?:choose|pick|say|tell us) which ${PARTS}\b`,
    String.raw`\bneedn (?:quote|bid|tender|price|offer|do|make|take on|supply)\b[^.;]{0,20}\b(?:everything|all|the lot|the whole|every)\b`,
    // "If you do not paint, we will have that done elsewhere", "if you can only do the machining".
    String.raw`\bif you (?:do not|don't|cannot|can't|can only|only)\b[^.;]{0,60}\b(?:we (?:can|could|will|have|know)|tell us|say so|quote|still)\b`,
    String.raw`\bwe (?:can|could|will|'ll) (?:find|arrange|get|place|sort|buy|see to)\b[^.;]{0,60}\b(?:elsewhere|ourselves|our own|if you (?:do not|don't|cannot|can't|would rather))\b`,
    String.raw`\b(?:tell us|say|quote|offer|bid) (?:so )?if you can only\b`,
    String.raw`\b(?:divided|split|broken) (?:up )?into (?:\w+ )?${PARTS}\b`,
    String.raw`\bone (?:firm|supplier|house|shop|maker) for\b[^.;]{0,40}\b(?:one|another) for\b`,
    // "We will award up to three lots", "awarded lot by lot".
    String.raw`\baward(?:ed)? (?:up to |in )?(?:two|three|four|five|six|several|2|3|4|5|6|separate) (?:separate )?${PARTS}\b`,
    String.raw`\blot by lot\b`,
    String.raw`\b(?:will|to) be let as (?:two |three |several )?separate (?:contracts|${PARTS})\b`,
    String.raw`\b(?:teams|groups) of (?:firms|suppliers|companies|makers) ${WELCOME}`,
  ].join('|'),
  'iu',
);
const NOT_SPLIT = /\b(?:not|n't|nobody|never|no|neither|nor|little use|rather than)\b/iu;
/** These say no, and allow. */
const ALLOWED =
  /\b(?:don't|do not|wouldn't|would not) mind\b|\bif you (?:do not|don't|cannot|can't)\b|\bno objection\b|\bno problem\b|\bneed not\b/giu;
const inOtherWords = (words: string): string =>
  /^if/iu.test(words) ? 'if you only' : /^need/iu.test(words) ? 'needn' : 'may';

/** "Lot 1: … Lot 2: …", "Lots: (1) … (2) …": what is numbered is let by number. */
const NUMBERED = new RegExp(
  String.raw`\b(lot|work package|package|group) (?:1|one|a)\s*[:(–-][\s\S]*\b\1 (?:2|two|b)\s*[:(–-]|\b${PARTS}:\s*(?:\(1\)|1[).])[\s\S]*(?:\(2\)|\b2[).])`,
  'iu',
);

/**
 * True when the text of a requirement says that parts of the work may be placed apart.
 *
 * @param text a buyer's description; each sentence is read for itself, so that "not" in one says nothing of the next
 */
export function saysSplittable(text: string): boolean {
  if (NUMBERED.test(text)) return true;
  return text.split(/(?<=[.;!?])\s/u).some((sentence) => {
    const plain = sentence.replaceAll('’', "'").replaceAll(ALLOWED, inOtherWords);
    const said = SPLIT.exec(plain);
    return said !== null && !NOT_SPLIT.test(said[0]);
  });
}
