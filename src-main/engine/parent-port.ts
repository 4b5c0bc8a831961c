/** The child's end of the channel to whoever spawned it. */

import type { EngineReply, EngineRequest } from './protocol.ts';

export interface ParentPort {
  post: (reply: EngineReply) => void;
  /** Begins to listen and tells the parent so. */
  serve(receive: (message: EngineRequest) => void): void;
}

/** Electron's end of a `utilityProcess`, as far as it is used. */
interface UtilityPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { data: unknown }) => void): void;
}

/** The channel of this process, whichever way it was made. */
export function openParentPort(): ParentPort {
  const { parentPort } = process as { parentPort?: UtilityPort };
  return parentPort === undefined ? forkedParentPort() : utilityParentPort(parentPort);
}

/** The channel of a `utilityProcess`. Electron ends such a process when the one above it is gone. */
function utilityParentPort(port: UtilityPort): ParentPort {
  const post = (reply: EngineReply): void => {
    port.postMessage(reply);
  };
  return {
    post,
    serve: (receive) => {
      port.on('message', ({ data }) => {
        receive(data as EngineRequest);
      });
      post({ kind: 'ready' });
    },
  };
}

/**
 * The channel of a process made by `child_process.fork`. When the parent is gone, so is this
 * process: an orphan would keep the model, and perhaps a graphics device, for ever.
 */
function forkedParentPort(): ParentPort {
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
