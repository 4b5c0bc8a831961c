/** Dragging files out of the window: the page names what was staged, and never a path. */

import type { NativeImage, WebContents } from 'electron';
import type { StagedFiles } from '../studio/files.ts';

export interface DragOptions {
  staged: Pick<StagedFiles, 'take'>;
  /** Beside the pointer; macOS drags nothing without. */
  icon: NativeImage;
  /** Told why nothing is dragged. */
  failed: (thrown: unknown) => void;
}

/** Begins the drag of a staged set at once, while the page's own drag begins. */
export function createDrag({ staged, icon, failed }: DragOptions): (contents: Pick<WebContents, 'startDrag'>, set: string) => void {
  if (icon.isEmpty()) throw new Error('the picture of a drag is missing');
  return (contents, set) => {
    try {
      const { paths } = staged.take(set);
      contents.startDrag({ file: paths[0], files: [...paths], icon });
    } catch (thrown) {
      failed(thrown);
    }
  };
}
