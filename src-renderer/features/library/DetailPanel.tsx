/** What is known of the kick where the keys are: how it measures, what the user wrote about it, and where it came from. */

import { Download, SquareArrowOutUpRight, Waves } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { KickDetails, SavedKick } from '../../../src-preload/contract/library-kick.ts';
import { CATEGORIES, type Category } from '../../../src-preload/contract/categories.ts';
import { MEASURES } from '../../../src-preload/contract/library-query.ts';
import { downloadSaved } from '../../app/actions.ts';
import { useApp } from '../../app/context.ts';
import { useDragOut } from '../../app/drag/useDragOut.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import { Button, IconButton } from '../../components/Button.tsx';
import { EditableText } from '../../components/EditableText.tsx';
import { Figure } from '../../components/Figure.tsx';
import { noteOf } from '../../session/figures.ts';
import './DetailPanel.css';
import { Heart } from './Heart.tsx';
import { MEASURE_LABELS, measured } from './measures.ts';
import { openInDesign, showLike } from './moves.ts';
import { Origin } from './Origin.tsx';
import { rowAt } from './paged.ts';
import { Stars } from './Stars.tsx';
import { TagField } from './TagField.tsx';

export function DetailPanel() {
  const { library: { browse } } = useApp();
  const active = useStore(browse, (state) => state.active);
  const kick = useStore(browse.list, (state) => rowAt(state, active));
  return (
    <aside className="details" aria-label="Details">
      {kick === undefined
        ? <p className="details-none">Choose a sound: it is heard, and what is known of it stands here.</p>
        : <Details key={kick.id} kick={kick} />}
    </aside>
  );
}

/** What the library tells beyond the list; null until it does. */
function useInfo(kick: SavedKick): KickDetails | null {
  const { connection: { api } } = useApp();
  const [info, setInfo] = useState<KickDetails | null>(null);
  useEffect(() => {
    let left = false;
    void api.library.info({ id: kick.id }).then((result) => {
      if (!left && result.ok) setInfo(result.value);
    });
    return () => { left = true; };
  }, [api, kick]);
  return info;
}

function Details({ kick }: { kick: SavedKick }) {
  const app = useApp();
  const { library: { edits, browse } } = app;
  const { id, name, descriptors, thumbnail, tags, category } = kick;
  const info = useInfo(kick);
  const drag = useDragOut(() => [{ saved: id }]);
  return (
    <>
      <div className="details-picture" {...drag}><Thumbnail thumbnail={thumbnail} /></div>
      <div className="details-name">
        <EditableText label={`Rename ${name}`} text={name} onCommit={(text) => void edits.rename(kick, text)}>{name}</EditableText>
        <span className="details-buttons">
          <Heart kick={kick} />
          <IconButton label="Download WAV" icon={<Download size={16} />} onClick={() => void downloadSaved(app, kick)} />
        </span>
      </div>
      <div className="details-row">
        <Stars kick={kick} />
        <select
          className="details-category"
          aria-label="Kind"
          value={category ?? ''}
          onChange={({ currentTarget: { value } }) => void edits.mark([id], { category: value === '' ? null : value as Category })}
        >
          <option value="">no kind</option>
          {CATEGORIES.map((each) => <option key={each} value={each}>{each}</option>)}
        </select>
      </div>
      <div className="details-actions">
        <Button icon={<SquareArrowOutUpRight size={16} aria-hidden />} onClick={() => { openInDesign(app, kick); }}>Open</Button>
        <Button icon={<Waves size={16} aria-hidden />} onClick={() => { showLike(app, kick); }}>Sounds like this</Button>
      </div>
      <dl className="details-figures">
        <div><dt>Note</dt><dd><Figure {...noteOf(descriptors)} /></dd></div>
        {MEASURES.map((measure) => (
          <div key={measure}><dt>{MEASURE_LABELS[measure]}</dt><dd><Figure {...measured(measure, descriptors[measure])} /></dd></div>
        ))}
      </dl>
      <h3>Tags</h3>
      <ul className="details-tags">
        {tags.map((tag) => (
          <li key={tag}>
            <button type="button" className="tag tag-removable" aria-label={`Take the tag ${tag} away`} title="Take it away" onClick={() => void edits.mark([id], { removeTag: tag })}>{tag}</button>
          </li>
        ))}
        <li><TagField label={`Tag for ${name}`} onTag={(addTag) => void edits.mark([id], { addTag })} /></li>
      </ul>
      {info !== null && info.collections.length > 0 && (
        <>
          <h3>In</h3>
          <ul className="details-tags">
            {info.collections.map((collection) => (
              <li key={collection.id}><button type="button" className="tag" onClick={() => { browse.ask({ shelf: { kind: 'collection', collection } }); }}>{collection.name}</button></li>
            ))}
          </ul>
        </>
      )}
      <h3>Notes</h3>
      <Notes key={kick.notes} kick={kick} />
      <h3>Where it came from</h3>
      <Origin kick={kick} info={info} />
    </>
  );
}

/** What the user writes about a kick; kept when the field is left. */
function Notes({ kick }: { kick: SavedKick }) {
  const { library: { edits } } = useApp();
  const [draft, setDraft] = useState(kick.notes);
  return (
    <textarea
      className="details-notes"
      aria-label={`Notes about ${kick.name}`}
      placeholder="What it is for, where it sat"
      rows={3}
      maxLength={4000}
      value={draft}
      onChange={(event) => { setDraft(event.currentTarget.value); }}
      onBlur={() => { if (draft !== kick.notes) void edits.note(kick, draft); }}
    />
  );
}
