/** A label within a sentence: its first letter small, unless it begins a name in capitals or an abbreviation. Pure. */
export const inSentence = (label: string): string =>
  /^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label;

/** A text with its first letter large. Pure. */
export const sentenceCase = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
