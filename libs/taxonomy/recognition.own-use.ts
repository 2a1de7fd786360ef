/** Work that a firm does for its own products alone: it can do it, and nobody can buy it. */

export interface Passage {
  start: number;
  end: number;
}

/** "… for our own masks": what stands before is done for what stands after. */
const FOR_OURSELVES =
  /\b(?:for|into) (?:our|its|their) own (?!use of\b|account\b|peace\b)|\bfor (?:our|its|their) (?:[\w-]+ ){1,3}(?:only|alone|and (?:nobody|no one|none)(?:['’]s| else))|\bfor (?:ourselves|in-house use)\b|\bused (?:only )?(?:in|on|for) our own\b/i;

/** "Outside orders are turned away": the sentence, and what the one before it tells of. */
const OTHERS_REFUSED = new RegExp(
  [
    String.raw`\b(?:and|for) (?:nobody|no one) else\b|\band nobody['’]s\b`,
    String.raw`\bnot (?:let|sold|offered|open|available|hired|lent|rented)(?: out)? to (?:others|outsiders|the trade|anyone|rivals|competitors|outside|third)`,
    String.raw`\b(?:others['’]|other people['’]s|outside|outsiders['’]?|strangers['’]?|third[- ]party|trade|customers['’]) (?:orders?|work|jobs?|parts|pieces|goods|enquiries)\b[^.;]{0,24}\b(?:turned away|refused|declined|sent away|(?:not|never) (?:taken|accepted|done|sought))`,
    String.raw`\b(?:capacity|machine time|press hours|slots|hours)[^.;]{0,24}\b(?:is|are) (?:never|not) (?:sold|let|offered|for sale)`,
    String.raw`\b(?:do|does) not (?:take|accept|do|sell|offer|undertake)(?: on| in)? (?:commissions|outside|other people|work for others|subcontract|sub-contract|trade work|jobbing|contract work|third)`,
    String.raw`\bno (?:outside|subcontract|sub-contract|jobbing|trade|third[- ]party|commissioned|contract) (?:work|orders|jobs|processing|moulding|machining|manufacture)\b`,
    String.raw`\bwork for hire (?:closed|ended|stopped)|\b(?:forbids?|rules? out|prevents?) [\w ]{0,20}for (?:third parties|others)`,
    String.raw`\b(?:asked|invited) to sell [\w ]{2,24} and (?:declined|refused|said no)`,
    String.raw`\bsold (?:only )?(?:inside|within|as part of) [\w ]{2,24}(?:only)?\b|\b(?:serves?|supplies|feeds) (?:the|our) [\w ]{3,24} and nobody\b`,
    String.raw`\b(?:sell|sold|made)[^.;]{0,40} under (?:our|its) own (?:name|brand|label)|\b(?:sell|sold)[^.;]{0,40} under (?:our|its) (?:name|brand|label)`,
  ].join('|'),
  'i',
);
/** The same firm takes work from others too. */
const OTHERS_WELCOME =
  /\b(?:and|also|too,?|as well as|both) (?:for|to) (?:partners|others|the trade|customers|other)|\bwould take\b|\bothers['’]? (?:too|as well)\b|\bopen to (?:others|all|the trade)/i;

/** Words without which the patterns above find nothing: few sentences have any, and looking for words costs little. */
const OURSELVES_WORD = /own|only|alone|nobody|no one|none|ourselves|in-house/i;
const REFUSAL_WORD =
  /nobody|no one|\bnot?\b|never|turned|refused|declined|sent away|hire|third|others|sold|under/i;

const SENTENCE = /[^.!?]+?(?:[.!?]+(?=\s|$)|$)/gu;

/** Passages of a description that tell of work done for the writer's own products alone, in order. */
export function ownUsePassages(text: string): Passage[] {
  if (
    !/\b(?:our|its|their|ourselves|nobody|no one|others|outside\w*|third|capacity|commissions|hire|sold|no|not|hours)\b/i.test(
      text,
    )
  )
    return [];
  const passages: Passage[] = [];
  let before: Passage | undefined;
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    const own: Passage = { start: index, end: index + sentence.length };
    const refused = REFUSAL_WORD.test(sentence) && OTHERS_REFUSED.test(sentence);
    const cue = !refused && OURSELVES_WORD.test(sentence) ? FOR_OURSELVES.exec(sentence) : null;
    if ((refused || cue) && !OTHERS_WELCOME.test(sentence)) {
      if (refused && before && passages.at(-1)?.start !== before.start) passages.push(before);
      passages.push({ start: own.start, end: cue ? own.start + cue.index : own.end });
    }
    before = own;
  }
  return passages;
}

/** "Own plating" in a list of what a firm offers: said of an asset, unless the firm keeps work to itself elsewhere too. */
export const isOwnUsePhrase = (phrase: string, keepsWork: boolean): boolean =>
  /\bown (?:range|titles)$/i.test(phrase.trim()) || (keepsWork && /^own [a-z]/i.test(phrase));
