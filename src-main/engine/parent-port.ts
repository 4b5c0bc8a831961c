/** The child's end of the channel to whoever spawned it. */

import type { EngineReply, EngineRequest } from './protocol.ts';

export interface ParentPort {
  post: (reply: EngineReply) => void;
  /** Begins to listen and tells the parent so. */
  serve(receive: (message: EngineRequest) => void): void;
}

/**
 * The channel of a process made by `child_process.fork`. When the parent is gone, so is this
 * process: an orphan would keep the model, and perhaps a graphics device, for ever.
 */
export function forkedParentPort(): ParentPort {
  if (process.send === undefined) throw new Error('the engine runs only as a child process');
  const send = process.send.bind(process);
  const post = (reply: EngineReply): void => {
    if (process.connected) send(reply, undefined, undefined, () => undefined);
  };
  return {
    post,
    serve: (receive) => {
      process.on('disconnect', () => {
        process.exit(0);
      });
      process.on('message', (message) => {
        receive(message as EngineRequest);
      });
      post({ kind: 'ready' });
    },
  };
}
