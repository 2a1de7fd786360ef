const firstOf = (agent: string, known: readonly (readonly [RegExp, string])[]): string | undefined =>
  known.find(([sign]) => sign.test(agent))?.[1];

// Every browser claims to be those before it: the more particular come first.
const browsers = [
  [/\bEdgA?\/|\bEdgiOS\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(HeadlessChrome|Chrome|CriOS)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const;

const systems = [
  [/\biPhone\b/, 'an iPhone'],
  [/\biPad\b/, 'an iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bCrOS\b/, 'a Chromebook'],
  [/\bMac OS X\b/, 'a Mac'],
  [/\bLinux\b/, 'Linux'],
] as const;

const LONGEST = 60;

/** What somebody is signed in with, as its owner would say it; what is none of these, as it calls itself. */
export function deviceWords(agent: string | null): string {
  const [browser, system] = [firstOf(agent ?? '', browsers), firstOf(agent ?? '', systems)];
  if (browser) return system ? `${browser} on ${system}` : browser;
  return agent?.slice(0, LONGEST) || 'A browser';
}
