import { describe, expect, test } from 'vitest';
import { readMarkdown, type Block, type Span } from './markdown.ts';

/** All that is said, without how. */
function wordsOf(blocks: readonly Block[]): string {
  const inSpans = (spans: readonly Span[]): string => spans.map((span) => ('text' in span ? span.text : inSpans(span.spans))).join('');
  return blocks
    .map((block) => {
      switch (block.kind) {
        case 'code':
          return block.text;
        case 'list':
          return block.items.map(wordsOf).join('\n');
        case 'table':
          return [block.head, ...block.rows].flat().map(inSpans).join('\n');
        default:
          return inSpans(block.spans);
      }
    })
    .join('\n');
}
const text = (words: string): Span => ({ kind: 'text', text: words });
const paragraph = (...spans: Span[]): Block => ({ kind: 'paragraph', spans });
/** The spans of a single paragraph. */
function spans(line: string): Span[] {
  const [block, ...rest] = readMarkdown(line);
  expect([block.kind, rest]).toEqual(['paragraph', []]);
  return (block as Extract<Block, { kind: 'paragraph' }>).spans;
}

describe('blocks', () => {
  test('headings, and paragraphs of several lines', () => {
    expect(readMarkdown('# One\r\ntwo\n  three\n\n### Four `x`\nfive\n')).toEqual([
      { kind: 'heading', level: 1, spans: [text('One')] },
      paragraph(text('two three')),
      { kind: 'heading', level: 3, spans: [text('Four '), { kind: 'code', text: 'x' }] },
      paragraph(text('five')),
    ]);
  });

  test('fenced blocks keep every space and mark, and end with the text at the latest', () => {
    expect(readMarkdown('a\n```sh\n# b  *c*\n\n| d |\n```\n~~~\ne\n```')).toEqual([
      paragraph(text('a')),
      { kind: 'code', text: '# b  *c*\n\n| d |' },
      { kind: 'code', text: 'e\n```' },
    ]);
  });

  test('lists, their items over several lines, and lists within', () => {
    expect(readMarkdown('- one\n  more\nlazy\n- two\n  1. deep\n  2. deeper\n\n  after\n\nend')).toEqual([
      {
        kind: 'list',
        ordered: false,
        items: [
          [paragraph(text('one more lazy'))],
          [
            paragraph(text('two')),
            { kind: 'list', ordered: true, items: [[paragraph(text('deep'))], [paragraph(text('deeper'))]] },
            paragraph(text('after')),
          ],
        ],
      },
      paragraph(text('end')),
    ]);
  });

  test('a number at the start of a line of text begins no list', () => {
    expect(readMarkdown('longer than\n1.49 s, and\n2. times that')).toEqual([paragraph(text('longer than 1.49 s, and 2. times that'))]);
  });

  test('pipe tables', () => {
    expect(readMarkdown('| a | **b** |\n|---|:-:|\n| 1 | 2 |\n3 | 4\n\nafter')).toEqual([
      {
        kind: 'table',
        head: [[text('a')], [{ kind: 'strong', spans: [text('b')] }]],
        rows: [[[text('1')], [text('2')]], [[text('3')], [text('4')]]],
      },
      paragraph(text('after')),
    ]);
  });

  test('rules between parts are left out', () => {
    expect(readMarkdown('a\n\n---\n\n* * *\nb')).toEqual([paragraph(text('a')), paragraph(text('b'))]);
  });
});

describe('within a line', () => {
  test('code, emphasis and escapes', () => {
    expect(spans('a `**b**` **c `d`** *e* 2 * 3 \\*f\\*')).toEqual([
      text('a '),
      { kind: 'code', text: '**b**' },
      text(' '),
      { kind: 'strong', spans: [text('c '), { kind: 'code', text: 'd' }] },
      text(' '),
      { kind: 'em', spans: [text('e')] },
      text(' 2 * 3 *f*'),
    ]);
  });

  test('a link is its words, with its address where that is on the web; a picture its caption', () => {
    expect(wordsOf(readMarkdown('see [the site](https://example.org/x), [notes](../notes.md)'))).toBe('see the site (https://example.org/x), notes');
    expect(spans('![ten kicks](pictures/ten.png "title")![](x.png)')).toEqual([{ kind: 'picture', text: 'ten kicks' }]);
  });
});

describe('hostile text', () => {
  test.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<!-- <b> -->',
    '<a href="javascript:alert(1)">x</a>',
    '&lt;script&gt;',
    '{{constructor}}',
    '[a](b [c',
    '**a',
    '`a',
  ])('%s stays text', (hostile) => {
    expect(readMarkdown(hostile)).toEqual([paragraph(text(hostile))]);
  });

  test('an address that would run is not even told', () => {
    for (const address of ['javascript:alert(1)', 'JaVaScRiPt:x', 'data:text/html,x', 'file:///etc/passwd']) {
      expect(wordsOf(readMarkdown(`[click](${address.replace(/[()]/g, '')}) ![p](${address.replace(/[()]/g, '')})`))).toBe('click p');
    }
  });

  test('no piece has any field but those that are drawn', () => {
    const told = JSON.stringify(readMarkdown('# [__proto__](x)\n- `constructor`\n\n![toString](x)\n\n|a|\n|-|\n|b|'));
    expect([...told.matchAll(/"(\w+)":/g)].map(([, key]) => key)).toEqual(
      expect.arrayContaining(['kind', 'level', 'spans', 'text', 'ordered', 'items', 'head', 'rows']),
    );
    expect(new Set([...told.matchAll(/"(\w+)":/g)].map(([, key]) => key)).size).toBe(8);
  });

  const LENGTH = 100_000;
  test.each(['`', '*', '**', '**a', '*a ', '[', '[a](', '![', '![a](', '\\', '|', '|-', '- ', '1. ', ' ', '\n', '# ', '```\n', '- a\n', '  - a\n\n', 'a|\n-|\n', '*a[`', '-*', '_ _'])(
    '%j over and over is read in time',
    (piece) => {
      const hostile = piece.repeat(LENGTH / piece.length);
      const start = performance.now();
      readMarkdown(hostile);
      readMarkdown(`a ${hostile}`);
      readMarkdown(`${hostile} a`);
      // Below a second when it is linear and the machine is free; what is quadratic takes minutes at this length.
      expect(performance.now() - start).toBeLessThan(10_000);
    },
  );

  test('lists are nested so deep and no deeper', () => {
    const depthOf = (blocks: readonly Block[]): number =>
      Math.max(0, ...blocks.map((block) => (block.kind === 'list' ? 1 + Math.max(...block.items.map(depthOf)) : 0)));
    const read = readMarkdown(`${'- '.repeat(1000)}x`);
    expect(depthOf(read)).toBe(4);
    expect(wordsOf(read)).toBe(`${'- '.repeat(996)}x`);
  });
});
