/** Tunes this sound, and each that Randomise makes, to the nearest tone of a key. */

import { Popover, Switch, ToggleGroup } from 'radix-ui';
import { useState } from 'react';
import { SCALE_NAMES, TONICS, type Key, type ScaleName } from '../../../src-preload/contract/shape.ts';
import { useApp, useSession } from '../../app/context.ts';
import { Button } from '../../components/Button.tsx';
import './KeyChooser.css';

export function KeyChooser() {
  const { session } = useApp();
  const key = useSession((state) => state.key);
  const ready = useSession((state) => state.model !== null);
  /** What is switched on; it is remembered while it is off. */
  const [chosen, setChosen] = useState<Key>(key ?? { tonic: 'F', scale: 'minor' });
  const name = `${chosen.tonic} ${chosen.scale}`;
  const choose = (next: Key): void => {
    setChosen(next);
    session.setKey(next);
  };
  return (
    <Popover.Root>
      <Popover.Trigger asChild>
        <Button className="button key-button" disabled={!ready} data-on={key !== null} aria-label={key === null ? 'Tune to a key: off' : `Tune to a key: ${name}`}>
          {key === null ? 'Key off' : <span className="key-name">{name}</span>}
        </Button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="popover key-popover" sideOffset={6} collisionPadding={8} aria-label="Key">
          <label className="switch-row">
            <span>Tune to a key<small> this sound, and each that comes by chance</small></span>
            <Switch.Root className="switch" aria-label="Tune to a key" checked={key !== null} onCheckedChange={(on) => { session.setKey(on ? chosen : null); }}>
              <Switch.Thumb className="switch-thumb" />
            </Switch.Root>
          </label>
          <ToggleGroup.Root
            className="key-tonics"
            type="single"
            aria-label="Tonic"
            value={chosen.tonic}
            onValueChange={(tonic) => { if (tonic !== '') choose({ ...chosen, tonic: tonic as Key['tonic'] }); }}
          >
            {TONICS.map((tonic) => <ToggleGroup.Item key={tonic} className="key-item" value={tonic}>{tonic}</ToggleGroup.Item>)}
          </ToggleGroup.Root>
          <ToggleGroup.Root
            className="key-scales"
            type="single"
            aria-label="Scale"
            value={chosen.scale}
            onValueChange={(scale) => { if (scale !== '') choose({ ...chosen, scale: scale as ScaleName }); }}
          >
            {SCALE_NAMES.map((scale) => <ToggleGroup.Item key={scale} className="key-item" value={scale}>{scale}</ToggleGroup.Item>)}
          </ToggleGroup.Root>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
