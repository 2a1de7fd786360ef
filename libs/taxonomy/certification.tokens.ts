/** A run of letters, a run of figures, or a plus sign, with its place in the text. */
export interface CertificateToken {
  text: string;
  /** As typed. */
  raw: string;
  /** What stands between this token and the one before: '' when they touch. */
  glue: string;
  start: number;
  end: number;
}

/** Splits "BS EN ISO 9001:2015" or "AS9100D" into words and figures, lower-cased; "CE+" keeps its sign. */
export function certificateTokens(text: string): CertificateToken[] {
  const tokens: CertificateToken[] = [];
  let from = 0;
  for (const match of text.matchAll(/\p{L}+(?:['’]\p{L}+)?|\d+|\+/gu)) {
    tokens.push({
      text: match[0].toLowerCase().replace('’', "'"),
      raw: match[0],
      glue: text.slice(from, match.index),
      start: match.index,
      end: match.index + match[0].length,
    });
    from = match.index + match[0].length;
  }
  return tokens;
}
