/** The whole page takes a sound or a model that is dropped on it; while one hovers, it says so. */

import { useState, type DragEvent, type ReactNode } from 'react';
import { openFile } from './actions.ts';
import { useApp } from './context.ts';

export function DropZone({ children }: { children: ReactNode }) {
  const app = useApp();
  /** How many nested elements the pointer has entered and not left. */
  const [depth, setDepth] = useState(0);
  const ofFiles = (event: DragEvent): boolean => event.dataTransfer.types.includes('Files');
  return (
    <div
      className="drop-zone"
      onDragEnter={(event) => {
        if (ofFiles(event)) setDepth((d) => d + 1);
      }}
      onDragLeave={(event) => {
        if (ofFiles(event)) setDepth((d) => Math.max(0, d - 1));
      }}
      onDragOver={(event) => {
        if (!ofFiles(event)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'copy';
      }}
      onDrop={(event) => {
        if (!ofFiles(event)) return;
        setDepth(0);
        // A screen may have taken it.
        if (event.defaultPrevented) return;
        // Else the browser would leave the page for the file.
        event.preventDefault();
        const [file] = event.dataTransfer.files;
        if (event.dataTransfer.files.length > 0) void openFile(app, file);
      }}
    >
      {children}
      {depth > 0 && (
        <div className="drop-hint" aria-hidden>
          <p>Drop it here: a sound is found in the model and you can shape it; a model is checked and installed</p>
        </div>
      )}
    </div>
  );
}
