import { describe, expect, it } from '@jest/globals';
import { composeLetter } from './letter.composer.js';

const letter = composeLetter({
  subject: 'Answer by Friday:\n<b>Brackets</b> & more',
  lines: ['First line\nSecond line', '• Ann & Co\n• Bob "Bits" Ltd'],
  action: { label: 'Answer', url: 'https://match.example/introductions/1?a=1&b=2' },
  after: ['It stands for a week.'],
  why: 'You get this because you act for Ann & Co.',
  ways: [{ label: 'Choose your letters', url: 'https://match.example/account' }],
});

describe('a letter', () => {
  it('has a subject of one line, which heads it', () => {
    expect(letter.subject).toBe('Answer by Friday: <b>Brackets</b> & more');
    expect(letter.html).toContain('<html lang="en-GB">');
    const headings = letter.html.match(/<h1[^>]*>(.*?)<\/h1>/g)!;
    expect(headings).toHaveLength(1);
    expect(headings[0]).toContain('Answer by Friday: &lt;b&gt;Brackets&lt;/b&gt; &amp; more</h1>');
  });

  it('reads what it was given as words, never as markup', () => {
    expect(letter.html).not.toContain('<b>');
    expect(letter.html).toContain('First line<br>Second line');
    expect([...letter.html.matchAll(/<li [^>]*>(.*?)<\/li>/g)].map(([, words]) => words)).toEqual([
      'Ann &amp; Co',
      'Bob &quot;Bits&quot; Ltd',
    ]);
    expect(letter.html).toContain('href="https://match.example/introductions/1?a=1&amp;b=2"');
  });

  it('says the same in plain text, with the addresses', () => {
    expect(letter.text).toBe(
      [
        'Answer by Friday: <b>Brackets</b> & more',
        'First line\nSecond line',
        '• Ann & Co\n• Bob "Bits" Ltd',
        'Answer: https://match.example/introductions/1?a=1&b=2',
        'It stands for a week.',
        '--\nYou get this because you act for Ann & Co.\nChoose your letters: https://match.example/account\n',
      ].join('\n\n'),
    );
  });
});
