/**
 * Who may speak to the main process: one pure decision over the facts of an IPC message, made
 * before its content is looked at. Frames of other pages, of devtools, or gone since are refused.
 */

import { KicklabError } from '../../src-preload/contract/errors.ts';
import { PAGE_ORIGIN } from './protocol.ts';

export interface SenderFacts {
  /** Whether the message came through a window that we opened. */
  ours: boolean;
  /** null where the frame was gone before anyone looked. */
  frame: { main: boolean; origin: string; url: string } | null;
}

/** @returns null to go on, or why the message is refused (SENDER_REFUSED). */
export function refusal({ ours, frame }: SenderFacts): KicklabError | null {
  if (frame === null) return refuse('a frame that is gone');
  if (!ours) return refuse(`another window (${shown(frame.origin)})`);
  // Both must be ours: a sandboxed document has our URL and no origin, an about:blank the reverse.
  if (frame.origin !== PAGE_ORIGIN || !frame.url.startsWith(`${PAGE_ORIGIN}/`)) return refuse(shown(frame.origin === 'null' ? frame.url : frame.origin));
  return frame.main ? null : refuse(`a frame inside the page (${shown(frame.url)})`);
}

/** An event of Electron's as far as it tells who sent it. */
export interface SenderEvent {
  sender: { mainFrame: object };
  senderFrame: { parent: object | null; origin: string; url: string } | null;
}

/** Reads the facts of an event; a frame that Electron has disposed throws when it is looked at. */
export function factsOf({ sender, senderFrame }: SenderEvent, ours: boolean): SenderFacts {
  try {
    if (senderFrame === null) return { ours, frame: null };
    const main = senderFrame.parent === null && senderFrame === sender.mainFrame;
    return { ours, frame: { main, origin: senderFrame.origin, url: senderFrame.url } };
  } catch {
    return { ours, frame: null };
  }
}

function refuse(sender: string): KicklabError {
  return new KicklabError('SENDER_REFUSED', { sender });
}

/** An address as it may stand in a message: bounded and printable. */
function shown(address: string): string {
  return address.slice(0, 100).replace(/[^\x20-\x7e]/g, '?');
}
