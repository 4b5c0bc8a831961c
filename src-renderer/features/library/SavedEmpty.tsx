/** What stands where no saved kick does: how one comes there, or that none fits. */

import { useLibrary } from '../../app/context.ts';

export function SavedEmpty() {
  const filtered = useLibrary(({ search, favourites }) => search !== '' || favourites);
  return filtered ? (
    <div className="saved-empty">
      <h3>No kick fits</h3>
      <p>Names are searched word by word. Clear the field to see them all.</p>
    </div>
  ) : (
    <div className="saved-empty">
      <h3>Your kicks will stand here</h3>
      <p>
        Press <kbd>R</kbd> until one is close, move the sliders, then <kbd>S</kbd> keeps it with its sound and every setting.
      </p>
    </div>
  );
}
