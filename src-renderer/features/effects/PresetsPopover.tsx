/** Whole chains by name: those that come with the program and the user's own. It stays open, to compare by ear. */

import { ChevronDown, Trash2 } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { useStore } from 'zustand';
import { EFFECT_PRESETS } from '../../../src-preload/contract/effect-presets.ts';
import type { EffectChain } from '../../../src-preload/contract/effects.ts';
import { useApp } from '../../app/context.ts';
import { Button, IconButton } from '../../components/Button.tsx';
import { sameChain, SHORT_NAMES } from './chain.ts';
import type { UserPreset } from './presets.ts';

export interface PresetsPopoverProps {
  chain: EffectChain;
  disabled: boolean;
  onChoose: (preset: UserPreset) => void;
}

const MOST_CHARACTERS = 40;

export function PresetsPopover({ chain, disabled, onChoose }: PresetsPopoverProps) {
  const { presets } = useApp();
  const mine = useStore(presets, (state) => state.mine);
  const same = ({ effects }: UserPreset): boolean => sameChain(effects, chain);
  const chosen = mine.find(same) ?? EFFECT_PRESETS.find(same);
  return (
    <Popover.Root>
      <Popover.Trigger className="effect-button effect-presets-button" aria-label={`Presets${chosen === undefined ? '' : `, ${chosen.name}`}`} disabled={disabled}>
        <span>{chosen?.name ?? 'Presets'}</span>
        <ChevronDown size={16} aria-hidden />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className="effect-presets" align="end" sideOffset={4} collisionPadding={8} aria-label="Effect presets">
          <div className="effect-presets-lists">
            {mine.length > 0 && (
              <>
                <h3>Yours</h3>
                <ul>
                  {mine.map((preset) => (
                    <li key={preset.name}>
                      <PresetButton {...preset} note={preset.effects.map(({ type }) => SHORT_NAMES[type]).join(', ')} pressed={same(preset)} onChoose={onChoose} />
                      <RemovePreset preset={preset} />
                    </li>
                  ))}
                </ul>
              </>
            )}
            <h3>Factory</h3>
            <ul>
              {EFFECT_PRESETS.map((preset) => (
                <li key={preset.name}>
                  <PresetButton {...preset} note={preset.doc} pressed={same(preset)} onChoose={onChoose} />
                </li>
              ))}
            </ul>
          </div>
          <SavePreset chain={chain} mine={mine} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface PresetButtonProps extends UserPreset {
  note: string;
  pressed: boolean;
  onChoose: (preset: UserPreset) => void;
}

function PresetButton({ name, effects, note, pressed, onChoose }: PresetButtonProps) {
  return (
    <button type="button" className="effect-preset" aria-pressed={pressed} onClick={() => { onChoose({ name, effects }); }}>
      <span>{name}</span>
      <small>{note}</small>
    </button>
  );
}

function RemovePreset({ preset }: { preset: UserPreset }) {
  const { presets, notices } = useApp();
  const { save, remove } = presets.getState();
  return (
    <IconButton
      label={`Delete ${preset.name}`}
      icon={<Trash2 size={16} />}
      onClick={() => {
        remove(preset.name);
        const bringBack = (): void => {
          notices.dismiss();
          save(preset);
        };
        notices.tell({ text: `Deleted the preset ${preset.name}`, action: { label: 'Bring it back', run: bringBack } });
      }}
    />
  );
}

function SavePreset({ chain, mine }: { chain: EffectChain; mine: readonly UserPreset[] }) {
  const { presets } = useApp();
  const [draft, setDraft] = useState('');
  const name = draft.trim();
  return (
    <form
      className="effect-presets-save"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '' || chain.length === 0) return;
        presets.getState().save({ name, effects: chain });
        setDraft('');
      }}
    >
      <input
        className="effect-presets-name"
        aria-label="Name of a new preset"
        placeholder={chain.length === 0 ? 'No effects to keep yet' : 'Name this chain'}
        maxLength={MOST_CHARACTERS}
        disabled={chain.length === 0}
        value={draft}
        onChange={(event) => { setDraft(event.currentTarget.value); }}
      />
      <Button type="submit" disabled={name === '' || chain.length === 0}>
        {mine.some((preset) => preset.name === name) ? 'Replace' : 'Keep'}
      </Button>
    </form>
  );
}
