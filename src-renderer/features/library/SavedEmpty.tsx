/** What stands where no saved kick does: how one comes there, or that none fits. */

export function SavedEmpty({ filtered }: { filtered: boolean }) {
  return filtered ? (
    <div className="saved-empty">
      <h3>No kick fits</h3>
      <p>Every word must be the beginning of one in the name, the tags, the note or the notes. Take something away to see more.</p>
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
