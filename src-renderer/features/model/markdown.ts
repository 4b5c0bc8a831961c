/**
 * The part of Markdown that model cards are written in, as data: headings, paragraphs, lists,
 * fenced blocks, pipe tables; code, emphasis, links and pictures within a line. A card comes with
 * whoever's bundle, so there is no HTML, no address to follow or to load, and no text that takes
 * longer than its length to read: whatever is not understood stays the text it is. Not CommonMark.
 */

export type Span =
  | { kind: 'text' | 'code' | 'picture'; text: string }
  | { kind: 'strong' | 'em'; spans: Span[] };

export type Block =
  | { kind: 'heading'; level: number; spans: Span[] }
  | { kind: 'paragraph'; spans: Span[] }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: Block[][] }
  | { kind: 'table'; head: Span[][]; rows: Span[][][] };

/** Lists within lists; what lies deeper is text. */
const DEEPEST = 4;

const HEADING = /^(#{1,6})[ \t]+(.*)$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;
const ITEM = /^( *)([-*+]|\d{1,9}[.)])( +)(?=\S)/;
const COLUMNS = /^[ :|-]+$/;

/** The blocks of a text, in order. */
export function readMarkdown(text: string): Block[] {
  return blocksOf(text.replaceAll('\r\n', '\n').replaceAll('\t', '    ').split('\n'), 0);
}

function blocksOf(lines: readonly string[], depth: number): Block[] {
  const blocks: Block[] = [];
  let at = 0;
  while (at < lines.length) {
    const line = lines[at];
    const heading = HEADING.exec(line);
    const fence = FENCE.exec(line);
    if (isBlank(line) || isRule(line)) {
      at += 1;
    } else if (heading !== null) {
      blocks.push({ kind: 'heading', level: heading[1].length, spans: spansOf(heading[2]) });
      at += 1;
    } else if (fence !== null) {
      const end = endOfFence(lines, at + 1, fence[1]);
      blocks.push({ kind: 'code', text: lines.slice(at + 1, end).join('\n') });
      at = end + 1;
    } else if (ITEM.test(line) && depth < DEEPEST) {
      const { list, end } = listAt(lines, at, depth);
      blocks.push(list);
      at = end;
    } else if (startsTable(lines, at)) {
      let end = at + 2;
      while (end < lines.length && lines[end].includes('|')) end += 1;
      blocks.push({ kind: 'table', head: cellsOf(line), rows: lines.slice(at + 2, end).map(cellsOf) });
      at = end;
    } else {
      let end = at + 1;
      while (end < lines.length && !isBlank(lines[end]) && !interrupts(lines[end], depth)) end += 1;
      blocks.push({ kind: 'paragraph', spans: spansOf(lines.slice(at, end).map((each) => each.trim()).join(' ')) });
      at = end;
    }
  }
  return blocks;
}

/** The list that begins at a line: items of one kind, each with the lines indented under it. */
function listAt(lines: readonly string[], start: number, depth: number): { list: Block; end: number } {
  const ordered = /^ *\d/.test(lines[start]);
  const items: string[][] = [];
  let indent = 0;
  let at = start;
  while (at < lines.length) {
    const line = lines[at];
    const item = ITEM.exec(line);
    if (isBlank(line)) {
      let next = at + 1;
      while (next < lines.length && isBlank(lines[next])) next += 1;
      if (next === lines.length || !(indentOf(lines[next]) >= indent || ITEM.test(lines[next]))) break;
      items[items.length - 1].push('');
      at = next;
    } else if (items.length > 0 && indentOf(line) >= indent) {
      items[items.length - 1].push(line.slice(indent));
      at += 1;
    } else if (item !== null && /\d/.test(item[2]) === ordered && !isRule(line)) {
      indent = item[0].length;
      items.push([line.slice(indent)]);
      at += 1;
    } else if (item === null && !isBlank(lines[at - 1]) && !interrupts(line, depth)) {
      // A line of the item that was not indented.
      items[items.length - 1].push(line);
      at += 1;
    } else break;
  }
  return { list: { kind: 'list', ordered, items: items.map((item) => blocksOf(item, depth + 1)) }, end: at };
}

function endOfFence(lines: readonly string[], from: number, mark: string): number {
  for (let at = from; at < lines.length; at++) if (lines[at].trim().startsWith(mark)) return at;
  return lines.length;
}

function startsTable(lines: readonly string[], at: number): boolean {
  const under = lines.at(at + 1) ?? '';
  return lines[at].includes('|') && under.includes('|') && under.includes('-') && COLUMNS.test(under);
}

function cellsOf(row: string): Span[][] {
  return row.trim().replace(/^\|/, '').replace(/\|$/, '').split('|').map((cell) => spansOf(cell.trim()));
}

/** Whether a line ends the paragraph before it. */
function interrupts(line: string, depth: number): boolean {
  // Numbers in running text are no list.
  return HEADING.test(line) || FENCE.test(line) || (depth < DEEPEST && /^ *(?:[-*+]|1[.)]) +\S/.test(line));
}

/** A line of `---`, `* * *` or `___` only. */
function isRule(line: string): boolean {
  return /^([-*_])\1{2,}$/.test(line.replaceAll(' ', ''));
}

function isBlank(line: string): boolean {
  return line.trim() === '';
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

/** Each part stops at the next mark of its own kind, so that none is looked for twice. */
const PARTS = new RegExp(
  [
    /\\(?<plain>[!-/:-@[-`{-~])/,
    /`(?<code>[^`]+)`/,
    /\*\*(?<strong>[^*]+)\*\*/,
    /\*(?!\s)(?<em>[^*]+)(?<!\s)\*/,
    /!\[(?<caption>[^[\]]*)\]\([^()]*\)/,
    /\[(?<link>[^[\]]*)\]\((?<address>[^()\s]*)\)/,
  ].map(({ source }) => source).join('|'),
  'g',
);

function spansOf(text: string): Span[] {
  const spans: Span[] = [];
  const say = (words: string): void => {
    const last = spans.at(-1);
    if (last?.kind === 'text') last.text += words;
    else if (words !== '') spans.push({ kind: 'text', text: words });
  };
  let at = 0;
  for (const match of text.matchAll(PARTS)) {
    say(text.slice(at, match.index));
    at = match.index + match[0].length;
    const { plain, code, strong, em, caption, link, address } = match.groups as Record<string, string | undefined>;
    if (plain !== undefined) say(plain);
    else if (code !== undefined) spans.push({ kind: 'code', text: code });
    else if (strong !== undefined) spans.push({ kind: 'strong', spans: spansOf(strong) });
    else if (em !== undefined) spans.push({ kind: 'em', spans: spansOf(em) });
    else if (link !== undefined) {
      spans.push(...spansOf(link));
      // Where it leads is said, not followed.
      if (address !== undefined && /^https?:/i.test(address) && address !== link) say(` (${address})`);
    } else if (caption !== undefined && caption.trim() !== '') spans.push({ kind: 'picture', text: caption });
  }
  say(text.slice(at));
  return spans;
}
