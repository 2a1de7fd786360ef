import { readFile } from 'node:fs/promises';

/** A fenced block of the guide. */
export interface Block {
  /** Line at which it begins. */
  line: number;
  language: string;
  /** What stands after the language. */
  role: string;
  text: string;
}

/** Something to do, and what the guide says comes of it. */
export interface Example extends Block {
  /** JSON. */
  variables?: string;
  answer?: Block;
  /** What a program that stays running prints upon it. */
  printed?: string;
}

/** The examples of a page of Markdown, in their order. */
export async function readExamples(file: string): Promise<Example[]> {
  const examples: Example[] = [];
  for (const block of blocksOf(await readFile(file, 'utf8'))) {
    const before = examples.at(-1);
    if (block.role === 'variables') before!.variables = block.text;
    else if (block.role === 'answer') before!.answer = block;
    else if (block.role === 'printed') before!.printed = block.text.trim();
    else examples.push(block);
  }
  return examples;
}

function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let open: Block | undefined;
  for (const [at, line] of text.split('\n').entries()) {
    const [, language, role = ''] = /^```(\w*) ?(.*)$/.exec(line) ?? [];
    if (open && line === '```') {
      blocks.push(open);
      open = undefined;
    } else if (open) open.text += `${line}\n`;
    else if (language !== undefined) open = { line: at + 1, language, role, text: '' };
  }
  return blocks;
}
