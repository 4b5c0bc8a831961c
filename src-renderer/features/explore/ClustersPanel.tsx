/** The clusters of what the model was trained on: named, with the average of each to be heard, opened and kept. */

import { Bookmark, BoxSelect, Play } from 'lucide-react';
import { useEffect } from 'react';
import { saveKick } from '../../app/actions.ts';
import { useApp } from '../../app/context.ts';
import { useWords } from '../../app/words.ts';
import { IconButton } from '../../components/Button.tsx';
import { figureOf } from '../../session/figures.ts';
import { countOf, valueOf, type PointSource } from './cloud.ts';
import { ClassMark } from './Legend.tsx';
import { openSource } from './points.ts';
import { useClusters, useMap } from './useExplore.ts';

export function ClustersPanel() {
  const app = useApp();
  const { explore: { clusters: list, map, sounds } } = app;
  const { many } = useWords();
  const model = useMap((state) => state.cloud?.bundleId ?? null);
  const clusters = useClusters((state) => state.clusters);
  const none = useClusters((state) => state.none);
  useEffect(() => {
    if (model !== null) void list.load(model);
  }, [list, model]);
  if (none !== null) {
    return <p className="explore-label">This model does not tell enough of what it was trained on. The colours are those of the groups that its random sounds are drawn from.</p>;
  }
  if (clusters === null) return <p className="explore-label" role="status">Looking for clusters&hellip;</p>;
  const select = (which: number): void => {
    const { cloud } = map.getState();
    if (cloud === null) return;
    const all = Array.from({ length: countOf(cloud) }, (_, point) => point);
    map.show({ selected: all.filter((point) => valueOf(cloud.places, point, 'cluster') === which) });
  };
  return (
    <>
      <p className="explore-label">Groups among the sounds the model was trained on. The average of each is made in latent space.</p>
      <ul className="point-list" aria-label="Clusters of the training set">
        {clusters.map(({ name, size, latent, descriptors: { decayMs, centroidHz } }, i) => {
          const source: PointSource = { kind: 'latent', name: `Average of ${name}`, latent };
          const decay = figureOf('decay', decayMs.mean);
          const brightness = figureOf('brightness', centroidHz.mean);
          return (
            <li key={name} className="cluster">
              <IconButton label={`Hear the average of ${name}`} icon={<Play size={14} />} onClick={() => { sounds.hover(source); }} />
              <button type="button" className="point-name" aria-label={`Open the average of ${name}`} title="Put it in hand" onClick={() => void openSource(app, source, source.name)}>
                <ClassMark which={i} /> {i + 1} {name}
              </button>
              <IconButton label={`Select ${name} on the map`} icon={<BoxSelect size={14} />} onClick={() => { select(i); }} />
              <IconButton
                label={`Save the average of ${name}`}
                icon={<Bookmark size={14} />}
                onClick={() => void sounds.take(source).then((kick) => (kick === null ? undefined : saveKick(app, kick)))}
              />
              <p className="cluster-facts figure">
                <span>{size} <small>{many}</small></span> <span>{decay.number} <small>{decay.unit}</small></span> <span>{brightness.number} <small>{brightness.unit}</small></span>
              </p>
            </li>
          );
        })}
      </ul>
    </>
  );
}
