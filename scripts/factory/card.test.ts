import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readMarkdown } from '../../src-renderer/features/model/markdown.ts';

/** Everything that is said anywhere within. */
function words(part: unknown): string {
  if (typeof part !== 'object' || part === null) return '';
  return 'text' in part ? String(part.text) : Object.values(part).map(words).join('\n');
}

test('the page shows the card without losing a word, and leaves no mark over', () => {
  const card = readFileSync(new URL('card.md', import.meta.url), 'utf8');
  const blocks = readMarkdown(card);
  expect(blocks[0]).toMatchObject({ kind: 'heading', level: 1 });
  expect(blocks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['heading', 'paragraph', 'list', 'code']));
  // Without fences, marks, white space and the addresses of pictures and links.
  const bare = (text: string): string =>
    text.replaceAll(/^```.*$/gm, '').replaceAll(/!?\[|\]\([^)]*\)|\(https?:[^)]*\)|^ *\d+\. |[\s#`*|:-]+/gm, '');
  expect(bare(words(blocks))).toBe(bare(card));
});
