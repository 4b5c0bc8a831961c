/** What stands where no saved kick does: how one comes there, or that none fits. */

import { useSharedWords } from '../../app/words.ts';
export function SavedEmpty({ filtered }: { filtered: boolean }) {
  const words = useSharedWords();
  return filtered ? (
    <div className="saved-empty">
      <h3>No {words.one} fits</h3>
      <p>Every word must be the beginning of one in the name, the tags, the note or the notes. Take something away to see more.</p>
    </div>
  ) : (
    <div className="saved-empty">
      <h3>Your {words.many} will stand here</h3>
      <p>
        Press <kbd>R</kbd> until one is close, move the sliders, then <kbd>S</kbd> keeps it with its sound and every setting.
      </p>
    </div>
  );
}
