/** What the model of a training makes by now, to be heard: held-back sounds beside themselves, and some by chance. */

import { useStore } from 'zustand';
import { useApp } from '../../app/context.ts';
import { Thumbnail } from '../../charts/Thumbnail.tsx';
import './StripPanel.css';

export function StripPanel() {
  const { training: { strips } } = useApp();
  const { strips: told, sounds } = useStore(strips);
  if (typeof told?.epoch !== 'number') return null;
  const sound = (name: string, label: string) => {
    const known = sounds.get(name);
    return known !== undefined && (
      <button key={name} type="button" className="thumbnail-frame strip-sound" aria-label={label} title={label} onClick={() => { strips.hear(name); }}>
        <Thumbnail samples={known.samples} />
      </button>
    );
  };
  return (
    <section className="strips" aria-label="What it makes by now">
      <div>
        <h3>Held-back sounds <small>and what the model makes of them, after epoch {told.epoch}</small></h3>
        <ul className="strip-pairs">
          {told.pairs.map(({ kick, original, made }, i) => {
            const name = kick.split('/').at(-1) ?? kick;
            return (
              <li key={original}>
                {sound(original, `Hear ${String(i + 1)} as recorded`)}
                {sound(made, `Hear ${String(i + 1)} as made`)}
                <small title={kick}>{name}</small>
              </li>
            );
          })}
        </ul>
      </div>
      <div>
        <h3>By chance <small>the same ones after each epoch</small></h3>
        <div className="strip-random">{told.random.map((name, i) => sound(name, `Hear chance ${String(i + 1)}`))}</div>
      </div>
    </section>
  );
}
