/** American words that no rule reaches, folded to the British one. */
const WORDS: Readonly<Record<string, string>> = {
  aluminum: 'aluminium',
  gray: 'grey',
  tire: 'tyre',
  tires: 'tyres',
  gage: 'gauge',
  gages: 'gauges',
  gaging: 'gauging',
  disk: 'disc',
  disks: 'discs',
  jewelry: 'jewellery',
  airplane: 'aeroplane',
  airplanes: 'aeroplanes',
  plow: 'plough',
  thru: 'through',
  catalog: 'catalogue',
  program: 'programme',
  programs: 'programmes',
  artifact: 'artefact',
  orthopedic: 'orthopaedic',
  orthopedics: 'orthopaedics',
  pediatric: 'paediatric',
  aging: 'ageing',
  draftsman: 'draughtsman',
  drafting: 'draughting',
  defense: 'defence',
  acclimatise: 'acclimatise',
  cutoff: 'cutoff',
  whiskey: 'whisky',
};
const KEEP_IZE =
  /^(?:(?:re|down|over|under|up|full|mid)?siz|priz|seiz|capsiz|maiz|bronz|glaz|braz|craz|doz|ooz|gauz)/;
const CENTRE = /^(fib|cent|calib|lit|theat|lust|sab|mit)er(s|ed|ing|less)?$/;
const COLOUR = /^(col|vap|arm|lab|harb|od|flav|hum|behavi)or(s|ed|ing|ings|ant|ants|less)?$/;

/**
 * Folds American spelling of one lower-case word to British ("mold" → "mould", "anodized" → "anodised"), so that both
 * meet in an index. A word that has no other spelling comes back as it is.
 */
export const foldSpelling = (word: string): string => {
  if (Object.hasOwn(WORDS, word)) return WORDS[word]!;
  let folded = word;
  if (folded.includes('mold')) folded = folded.replace('mold', 'mould');
  if (folded.includes('sulf')) folded = folded.replace('sulf', 'sulph');
  if (folded.startsWith('aluminum')) folded = folded.replace('aluminum', 'aluminium');
  if (folded.length > 5 && folded.includes('z') && !KEEP_IZE.test(folded))
    folded = folded.replace(/([iy])z(e|ed|es|er|ers|ing|ation|ations|able)$/, '$1s$2');
  if (folded.length > 4 && CENTRE.test(folded))
    folded = folded.replace(CENTRE, (_all, root: string, tail = '') =>
      `${root}re${tail}`.replace('reed', 'red').replace('reing', 'ring'),
    );
  if (folded.length > 4 && COLOUR.test(folded)) folded = folded.replace(COLOUR, '$1our$2');
  return folded;
};
