/** What `readMarkdown` read, drawn: elements and text only, whatever it says. */

import type { ReactNode } from 'react';
import { readMarkdown, type Block, type Span } from './markdown.ts';
import './Markdown.css';

/** More than this is not drawn: no card is that long, and the page must stay quick. */
const MOST = 100_000;

export interface MarkdownProps {
  text: string;
  /** What its first heading is in the page, 1 to 6; those below follow, as far as there are any. */
  level: number;
}

export function Markdown({ text, level }: MarkdownProps) {
  const whole = text.length <= MOST;
  return (
    <div className="markdown">
      {readMarkdown(text.slice(0, MOST)).map((block, i) => <BlockView key={i} block={block} level={level} />)}
      {!whole && <p>This is the beginning; the whole of it stands in the model&rsquo;s folder.</p>}
    </div>
  );
}

function BlockView({ block, level }: { block: Block; level: number }): ReactNode {
  switch (block.kind) {
    case 'heading': {
      const Heading = `h${Math.min(6, level + block.level - 1)}` as 'h1';
      return <Heading className={block.level <= 1 ? 'markdown-title' : undefined}><Spans spans={block.spans} /></Heading>;
    }
    case 'paragraph':
      return <p><Spans spans={block.spans} /></p>;
    case 'code':
      // Wide ones scroll, and what scrolls must be reached by keys.
      return <pre tabIndex={0}>{block.text}</pre>;
    case 'list': {
      const items = block.items.map((item, i) => (
        <li key={i}>{item.map((inner, j) => <BlockView key={j} block={inner} level={level} />)}</li>
      ));
      return block.ordered ? <ol>{items}</ol> : <ul>{items}</ul>;
    }
    case 'table':
      return (
        <div className="markdown-wide" tabIndex={0}>
          <table>
            <thead><tr>{block.head.map((cell, i) => <th key={i} scope="col"><Spans spans={cell} /></th>)}</tr></thead>
            <tbody>
              {block.rows.map((row, i) => (
                <tr key={i}>{block.head.map((_, j) => <td key={j}><Spans spans={row.at(j) ?? []} /></td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      );
    default:
      return block satisfies never;
  }
}

function Spans({ spans }: { spans: readonly Span[] }): ReactNode {
  return spans.map((span, i) => {
    switch (span.kind) {
      case 'text':
        return span.text;
      case 'code':
        return <code key={i}>{span.text}</code>;
      case 'picture':
        return <span key={i} className="markdown-picture">Picture: {span.text}</span>;
      case 'strong':
        return <strong key={i}><Spans spans={span.spans} /></strong>;
      case 'em':
        return <em key={i}><Spans spans={span.spans} /></em>;
      default:
        return span satisfies never;
    }
  });
}
